# The step that replaces nanoCLR: whether it has to be, how, and whether the board then runs it.

# The nanoCLR that is there, and whether what will be there understands this nanoff.
function Get-ClrBefore {
    param($Run)

    Write-FlashStep $Run.Screen 'looking at nanoCLR'
    $details = $null
    if (-not $Run.IsReset) { $details = Read-ClrDetails $Run }
    if ($Run.IsTargetChosen -and $null -ne $details) { Use-TargetOfClr $Run $details }
    $Run.ClrReason = 'the whole flash is erased'
    if (-not $Run.IsReset) { $Run.ClrReason = Find-ClrProblem $Run $details }
    $stays = $null -ne $details -and ($Run.IsSkipClr -or $null -eq $Run.ClrReason)
    if ($stays) { Assert-Pair $Run $details.Version } else { Assert-Pair $Run $Run.Settings['board.clrVersion'] }
    if ($stays -and $Run.IsSkipClr) {
        $problem = Find-NativeProblem $Run $details
        if ($null -ne $problem) { Stop-Flash Clr "${problem}: it would not start" 'leave out -SkipClr' }
        if ($null -ne $Run.ClrReason) { Write-FlashWarning $Run.Screen $Run.ClrReason }
    }

    $details
}

# With board.target at auto, a nanoCLR that runs and fits the chip stays what it is: it may know of a PSRAM that the chip did not tell.
function Use-TargetOfClr {
    param($Run, $Details)

    $target = Get-TargetTable | Where-Object { $_.Name -ceq $Details.Target -and $_.Unfit.Length -eq 0 }
    if ($null -eq $target -or $null -ne (Find-TargetProblem $target $Run.BoardChip)) { return }
    $Run.Target = $target
}

function Update-Clr {
    param($Run, $Details)

    if ($Run.IsSkipClr -or $null -eq $Run.ClrReason) {
        if ($null -ne $Details) { Write-FlashDetail $Run.Screen "nanoCLR $($Details.Version) for $($Details.Target) stays" }
        return
    }

    $version = $Run.Settings['board.clrVersion']
    Write-FlashStep $Run.Screen "flashing nanoCLR ${version}: $($Run.ClrReason)"
    # Minimal words: with more of them it moves the cursor, which ends it with E4000 where there is no screen. No backup of the
    # configuration, which takes minutes on Linux: it is where it was, and is written anew below.
    $arguments = @('--update', '--platform', 'esp32', '--target', $Run.Target.Name, '--baud', $Run.Settings['board.baud'], '--fwversion', $version, '--nobackupconfig', '-v', 'm')
    if ($Run.IsReset) { $arguments += '--masserase' }
    $result = Invoke-Nanoff $Run $arguments 600
    if ($result.ExitCode -ne 0) { Stop-Nanoff $Run Clr 'nanoCLR could not be flashed' $result }

    # Its exit code has been 0 without a byte written (Home issue 1737).
    $after = Wait-ClrDetails $Run
    if ($null -eq $after -or $after.Version -lt [version] $version) {
        Stop-Flash Clr 'nanoff says that it flashed nanoCLR, and the board does not run it' "press RESET on the board and run $(Get-FlashCommand $Run); if it stays so, $(Get-FlashCommand $Run @('-Reset'))"
    }

    # Without internet it takes another version from its cache, and says OK.
    if ($after.Version -ne [version] $version) {
        Stop-Flash Clr "nanoff has flashed nanoCLR $($after.Version) in place of $version, which it could not download" "see that this machine reaches the internet; then run $(Get-FlashCommand $Run)"
    }

    $problem = Find-NativeProblem $Run $after
    if ($null -ne $problem) {
        Stop-Flash Clr "${problem}: it would not start" 'set board.clrVersion to the nanoCLR that belongs to TeddyFirmware/packages.config, or update the packages; the application on the board was not touched'
    }
}

# nanoff's own tries are the wait.
function Wait-ClrDetails {
    param($Run)

    $details = Read-ClrDetails $Run
    if ($null -ne $details) { return $details }
    # One that answered by half has not ended its start yet.
    [Threading.Thread]::Sleep($Run.LogSeconds * 50)
    Read-ClrDetails $Run
}
