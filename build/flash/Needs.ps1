# Everything that can be known before the board is touched: what a run needs, and what of it is missing.

# Everything that can be known before the board is touched. All that is missing is told in one go.
function Initialize-FlashRun {
    param($Run)

    Read-RunSettings $Run
    $bundle = [byte[]]::new(0)
    Test-Need $Run { Assert-Wifi $Run }
    Test-Need $Run { $Run.Identity = Get-FlashIdentity $Run }
    $Run.ServerUrl = $Run.Settings['server.url'].TrimEnd('/')
    if ($Run.IsStub) {
        Test-Need $Run { $Run.ServerUrl = Get-StubUrl $Run }
        if ($Run.Missing.Count -eq 0) { Test-Need $Run { Initialize-Stub $Run } }
        Test-Need $Run { [void] (Test-StubRuns $Run) }
    }

    if ($null -ne $Run.Identity) { Write-FlashDetail $Run.Screen "device $($Run.Identity.LastFour), server $($Run.ServerUrl)" }
    $holder = @{ Bundle = $bundle }
    Test-Need $Run { $holder.Bundle = Read-FlashBundle $Run }
    Initialize-FlashTools $Run
    Test-Need $Run { Find-FlashPort $Run }
    # Last, because it may take a minute.
    if ($Run.Missing.Count -eq 0 -or $Run.Screen.IsDryRun) { Test-Need $Run { Initialize-Image $Run } }
    Stop-WhereMissing $Run
    $Run.Workspace = New-FlashWorkspace $Run
    New-DeployFiles $Run $holder.Bundle
    Save-PendingIdentity $Run
}

function Initialize-Image {
    param($Run)

    $file = Find-FlashImage $Run
    # A run that changes nothing has built nothing.
    if ([IO.File]::Exists($file)) { $Run.Content = Read-FlashImage $Run $file 'TeddyFirmware' }
}

function Read-RunSettings {
    param($Run)

    if ($Run.Wrong.Count -gt 0) {
        Stop-Flash Settings "there is no parameter $($Run.Wrong -join ' ')" 'see Get-Help ./flash.ps1 -Detailed'
    }

    if ($Run.IsReset -and $Run.IsSkipClr) {
        Stop-Flash Settings '-Reset erases the whole flash, nanoCLR too, and cannot go with -SkipClr' 'leave one of the two out'
    }

    $seconds = 0
    if (-not [int]::TryParse("$($Run.LogSeconds)", [ref] $seconds) -or $seconds -lt 1 -or $seconds -gt 600) {
        Stop-Flash Settings '-LogSeconds must be a whole number from 1 to 600' 'leave it out: it is 60 then'
    }

    $Run.LogSeconds = $seconds
    $overrides = @{}
    if ($Run.WantedPort.Length -gt 0) { $overrides['board.port'] = $Run.WantedPort }
    if ($Run.Target.Length -gt 0) { $overrides['board.target'] = $Run.Target }
    if ($Run.Screen.IsDryRun) { Write-FlashLine $Run.Screen 'nothing is changed: -WhatIf' }
    Write-FlashStep $Run.Screen 'reading nf.config, nf.local.config and the environment'
    $Run.Settings = Read-NfSettings $Run.Root $Run.Environment $overrides
    Add-FlashSecret $Run.Screen $Run.Settings['wifi.password']
    $Run.Target = $null
    if ($Run.Settings['board.target'] -ne 'auto') { $Run.Target = Find-Target $Run.Settings['board.target'] }
    if (-not $Run.IsListening) { $Run.IsNewLocal = New-LocalConfig $Run }
}

function Assert-Wifi {
    param($Run)

    if ($Run.Settings['wifi.ssid'].Length -eq 0) {
        Stop-Flash Settings 'wifi.ssid: is empty' 'write the name of a 2.4 GHz Wi-Fi network into nf.config, and its password into nf.local.config as wifi.password'
    }

    # Wi-Fi allows 32, and nanoCLR wants one of them for a zero (hal_strncpy_s in NF_ESP32_Wireless.cpp): it would look for a network without a name.
    if ([Text.Encoding]::UTF8.GetByteCount($Run.Settings['wifi.ssid']) -gt 31) {
        Stop-Flash Settings 'wifi.ssid: has 32 bytes, and a board joins networks whose name has 31 at the most' 'give the network a shorter name, or take another one, such as its guest network'
    }

    if ($Run.Settings['wifi.password'].Length -gt 0) { return }
    # The file was made in this very moment: nobody has had the chance to write the password.
    if ($Run.IsNewLocal) { Stop-Flash Settings 'wifi.password: is not set' 'write it into nf.local.config, or leave it empty for an open network, and run flash.ps1 again' }
    Write-FlashWarning $Run.Screen 'wifi.password is empty: the network is taken as open'
}

# Runs a check. What it finds missing is kept, so that the next one runs too.
function Test-Need {
    param($Run, [scriptblock] $Check)

    try {
        & $Check
    }
    catch {
        if (-not $_.Exception.Data.Contains('FlashExit')) { throw }
        $Run.Missing += $_.Exception
    }
}

# All but the last are told here, the last by who catches it; the exit code is the first's.
function Stop-WhereMissing {
    param($Run)

    if ($Run.Missing.Count -eq 0) { return }
    for ($i = 0; $i -lt $Run.Missing.Count - 1; $i++) { Write-FlashFailure $Run.Screen $Run.Missing[$i] }
    $last = $Run.Missing[-1]
    $last.Data['FlashExit'] = $Run.Missing[0].Data['FlashExit']
    throw $last
}

function Initialize-FlashTools {
    param($Run)

    if ($Run.IsInstall) { Install-Nanoff $Run }
    $found = Find-Nanoff $Run $Run.Environment
    if ($null -ne $found) { $Run.Nanoff = $found }
    elseif (-not ($Run.Screen.IsDryRun -and $Run.IsInstall)) {
        Test-Need $Run { Stop-Flash Tool 'nanoff is not installed' "run $(Get-FlashCommand $Run @('-InstallTools')): it installs nanoff beside this repository, for nobody else" }
    }
}
