# What is known of the board that is plugged in: its chip, and what nanoCLR says of itself.

# Asks the chip itself, so that the image of one is never written to another.
function Assert-Chip {
    param($Run)

    Write-FlashStep $Run.Screen 'asking the chip what it is'
    # Normal verbosity: below it nanoff prints no details.
    $result = Invoke-Nanoff $Run @('--platform', 'esp32', '--baud', $Run.Settings['board.baud'], '--devicedetails', '-v', 'n')
    Read-NanoffVersion $Run $result.Lines
    $chip = Read-ChipDetails $result.Lines
    if ($result.ExitCode -ne 0 -or $null -eq $chip) { Stop-Nanoff $Run Chip "the chip does not answer on $($Run.Port)" $result }
    Write-FlashDetail $Run.Screen "$($chip.Name), $($chip.FlashMb) MB of flash"
    $Run.BoardChip = $chip
    if ($null -eq $Run.Target) {
        # A nanoCLR that is there and fits may be of a better target for this board than the chip tells: see Use-TargetOfClr.
        $Run.IsTargetChosen = $true
        $Run.Target = Select-Target $chip
        Write-FlashDetail $Run.Screen "target $($Run.Target.Name), because board.target is auto"
    }

    $problem = Find-TargetProblem $Run.Target $chip
    if ($null -ne $problem) { Stop-Flash Chip $problem (Get-TargetAdvice $chip) }
    if ($Run.Target.Note.Length -gt 0) { Write-FlashDetail $Run.Screen "$($Run.Target.Name): $($Run.Target.Note)" }
}

# What nanoCLR says of itself, or $null where there is none: @{ Version; Target; Natives; Assemblies }.
function Read-ClrDetails {
    param($Run)

    $result = Invoke-Nanoff $Run @('--nanodevice', '--devicedetails', '-v', 'n') 60 -IsHopeless { Test-FlashIsEmpty $Run }
    if ($result.ExitCode -ne 0) { return }
    $details = @{ Version = $null; Target = ''; Natives = @{}; Assemblies = @() }
    $section = ''
    foreach ($line in $result.Lines) {
        if ($line -match '\A\s*CLR Version:\s*([0-9.]+)') { $details.Version = [version] $Matches[1] }
        elseif ($line -match '\A\s*Target:\s*(\S+)') { $details.Target = $Matches[1] }
        elseif ($line -match '\A(\S.*):\s*\z') { $section = $Matches[1] }
        elseif ($section -eq 'Native Assemblies' -and $line -match '\A\s*(\S+) v\S+, checksum (0x[0-9A-F]{8})') { $details.Natives[$Matches[2]] = $Matches[1] }
        elseif ($section -eq 'Assemblies') { $details.Assemblies += ($line.Trim() -split ',')[0] }
    }

    # The exit code is 0 for a board that is only half there.
    if ($null -eq $details.Version) { return }
    $details
}

# An empty flash says so itself: the chip's own loader finds no header, over and over (ESP-IDF, "Boot mode selection"). Without that
# a bare board would be asked five times.
function Test-FlashIsEmpty {
    param($Run)

    if ($Run.IsTouched) { return $false }
    $serial = Open-FlashSerial $Run -InReset -Baud $LoaderBaud
    try {
        Reset-Board $serial
        $text = ''
        $clock = [Diagnostics.Stopwatch]::StartNew()
        # 1.5 s where nothing else is asked for.
        while ($clock.Elapsed.TotalMilliseconds -lt $Run.LogSeconds * 25) {
            $text += $serial.ReadExisting()
            if ($text -match 'invalid header: 0xffffffff') { return $true }
            [Threading.Thread]::Sleep(20)
        }

        $false
    }
    catch [IO.IOException] {
        # A port that went away with the reset is no board that is bare.
        $false
    }
    finally {
        $serial.Dispose()
    }
}

# Why this nanoCLR cannot stay, or $null where it can.
function Find-ClrProblem {
    param($Run, $Details)

    if ($null -eq $Details) { return 'there is no nanoCLR that answers' }
    $least = $Run.Settings['board.clrVersion']
    if ($Details.Version -lt [version] $least) { return "nanoCLR $($Details.Version) is older than $least" }
    if ($Details.Target -ne $Run.Target.Name) { return "nanoCLR is for $($Details.Target), not for $($Run.Target.Name)" }
    Find-NativeProblem $Run $Details
}

# nanoCLR starts an application only where the checksums of all native halves are those that the image was built for.
function Find-NativeProblem {
    param($Run, $Details)

    $wrong = @($Run.ImageNatives.Keys | Where-Object { -not $Details.Natives.ContainsKey($_) } | ForEach-Object { $Run.ImageNatives[$_] })
    if ($wrong.Count -gt 0) {
        [Array]::Sort($wrong)
        "nanoCLR $($Details.Version) has other native code for $($wrong -join ', ') than the application was built for"
    }
}
