# The steps that put the application and its files on the board, each with the board's or the loader's own word for it.

function Get-ChipPlace {
    param($Run)

    Get-DeployPlace $Run.Target $Run.BoardChip
}

function Send-Image {
    param($Run, [byte[]] $Content)

    Write-FlashStep $Run.Screen 'flashing the application'
    $place = Get-ChipPlace $Run
    $file = Get-WorkFile $Run 'image.bin'
    [IO.File]::WriteAllBytes($file, (Get-FilledImage $Content $place))
    $result = Invoke-Nanoff $Run @('--deploy', '--platform', 'esp32', '--target', $Run.Target.Name, '--baud', $Run.Settings['board.baud'], '--image', $file, '--address', ('0x{0:X}' -f $place.Address), '-v', 'n') 300
    Remove-WorkFile $file
    if ($result.ExitCode -ne 0) { Stop-Nanoff $Run Deploy 'the application could not be flashed' $result }
    # The loader's own word: the exit code is 0 also where nothing was done.
    if (@($result.Lines | Where-Object { $_ -match 'Hash of data verified' }).Count -eq 0) {
        Stop-Flash Deploy 'nanoff says that it flashed the application, and the chip has not confirmed it' "run $(Get-FlashCommand $Run); if it stays so, $(Get-FlashCommand $Run @('-InstallTools'))"
    }
}

# The board's own word for it, in place of exit codes.
function Confirm-Details {
    param($Run, [string] $Program)

    Write-FlashStep $Run.Screen 'asking the board what it runs'
    $details = Wait-ClrDetails $Run
    if ($null -eq $details) { Stop-Flash Details 'the board does not answer after it was flashed' "press RESET on the board and run $(Get-FlashCommand $Run)" }
    if ($details.Assemblies -notcontains $Program) {
        Stop-Flash Details 'the board runs nanoCLR, but not the application' (
            "press RESET and run $(Get-FlashCommand $Run); if it stays so, its log says why: $(Get-FlashCommand $Run @('-Monitor') $MonitorLeavesOut)")
    }
}

# Files and network in one call: nanoff's race has to be won once.
function Send-Settings {
    param($Run)

    Write-FlashStep $Run.Screen 'writing the CA bundle, the provisioning file and the Wi-Fi settings'
    $network = Get-WorkFile $Run 'network.json'
    $result = Send-BoardFiles $Run @('ca.pem', 'provision.json') @('--networkdeployment', $network)
    Remove-WorkFile $network
    # A bare OK after each of the two; an exception inside may leave the exit code at 0.
    $done = @($result.Lines | Where-Object { $_ -match '\AUpdating (network|wireless) configuration\.\.\.\s*OK\s*\z' }).Count
    if ($result.ExitCode -ne 0 -or $done -lt 2) { Stop-Nanoff $Run Network "the board took $done of 2 network settings" $result $WireAdvice }
}

# Its exit code is 0 whatever becomes of the files; only the text tells.
function Send-BoardFiles {
    param($Run, [string[]] $Names, [string[]] $Further = @())

    $json = Get-WorkFile $Run 'files.json'
    $result = Invoke-Nanoff $Run (@('--filedeployment', $json) + $Further + @('-v', 'n')) 180
    foreach ($name in $Names + 'files.json') { Remove-WorkFile (Get-WorkFile $Run $name) }
    foreach ($name in $Names) {
        $done = @($result.Lines | Where-Object { $_ -match "\ADeploying file .*$([regex]::Escape($name))\.\.\.\s*OK\s*\z" }).Count
        if ($done -ne 1) { Stop-Nanoff $Run Provisioning "the board did not take its file $name" $result $WireAdvice }
    }

    $result
}
