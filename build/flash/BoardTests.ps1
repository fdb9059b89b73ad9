# -Test: the unit tests on the board, part by part.

# Returns the exit code.
function Invoke-BoardTests {
    param($Run)

    Read-RunSettings $Run
    Initialize-FlashTools $Run
    Test-Need $Run { Find-FlashPort $Run }
    if ($Run.Missing.Count -eq 0 -or $Run.Screen.IsDryRun) { Test-Need $Run { $Run.Tests = @(Get-TestImages $Run) } }
    Stop-WhereMissing $Run
    if ($Run.Screen.IsDryRun) {
        Write-FlashLine $Run.Screen 'nothing was changed' Green
        return $FlashExit.Done
    }

    $Run.Workspace = New-FlashWorkspace $Run
    Assert-PortOpens $Run
    Assert-Chip $Run
    $details = Get-ClrBefore $Run
    if (-not (Confirm-Changes $Run)) { return $FlashExit.Done }
    $Run.IsTouched = $true
    Update-Clr $Run $details
    $sum = @{ Passed = 0; Failed = 0; Skipped = 0; Lost = 0 }
    foreach ($part in $Run.Tests) {
        # The server's address is told to a board on which something runs: the part before.
        if ($Run.IsStub -and $part.Name -match '\Aboard-(http|websocket)' -and $null -eq $Run.Server) { Start-ContractServer $Run }
        Invoke-TestPart $Run $part $sum
    }

    $Run.IsTouched = $false
    Write-TestSummary $Run $sum
}

# The parts in their order, each built first: @{ Name; Content; Results }. What no other part needs is not mixed in.
function Get-TestImages {
    param($Run)

    $folder = [IO.Path]::Combine($Run.Root, 'TeddyFirmware.Tests')
    $list = [Xml.XmlDocument]::new()
    $list.Load([IO.Path]::Combine($folder, 'TestParts.props'))
    foreach ($item in $list.GetElementsByTagName('TestPart')) {
        $name = $item.GetAttribute('Include')
        $image = [IO.Path]::Combine($folder, 'bin', 'Release', 'board', $name, 'NFUnitTest.bin')
        Write-FlashStep $Run.Screen "building the test part $name"
        Invoke-ImageBuild $Run @('TeddyFirmware.Tests/TeddyFirmware.Tests.nfproj', '-c', 'Release', '-t:Image', "-p:TeddyTestPart=$name") $image
        if ($Run.Screen.IsDryRun) { continue }
        $told = ConvertFrom-Json ([IO.File]::ReadAllText([IO.Path]::ChangeExtension($image, '.json')))
        @{ Name = $name; Content = Read-FlashImage $Run $image 'NFUnitTest'; Results = [int] $told.results }
    }
}

# The servers that the network tests call, as long as this run lasts. A board keeps their addresses until it is erased, and its
# ca.pem until the firmware is flashed again.
function Start-ContractServer {
    param($Run)

    $names = 'test-server.txt', 'test-foreign.txt', 'ca.pem'
    $arguments = 'run', '--project', 'build/ContractServer', '--', $Run.Workspace, (Get-LanAddress)
    Write-FlashStep $Run.Screen 'starting the server for the network tests'
    Write-FlashCommand $Run 'dotnet' $arguments
    $start = New-ToolStart (Get-Dotnet $Run) $arguments @{}
    $start.WorkingDirectory = $Run.Root
    # Nothing of it is read: what it needs to say is in its files.
    $start.RedirectStandardOutput = $false
    $start.RedirectStandardError = $false
    $Run.Server = [Diagnostics.Process]::Start($start)
    $clock = [Diagnostics.Stopwatch]::StartNew()
    while (-not [IO.File]::Exists((Get-WorkFile $Run $names[0]))) {
        if ($Run.Server.HasExited -or $clock.Elapsed.TotalSeconds -gt 180) { Stop-Flash Tests 'the server for the network tests did not start' "run it by hand: dotnet $($arguments -join ' ')" }
        [Threading.Thread]::Sleep(100)
    }

    Write-WorkJson $Run 'files.json' (Get-FilesFields $Run $names)
    [void] (Send-BoardFiles $Run $names)
}

function Invoke-TestPart {
    param($Run, $Part, $Sum)

    Send-Image $Run $Part.Content
    Write-FlashStep $Run.Screen "running the test part $($Part.Name): $($Part.Results) results are expected"
    Start-BoardLog $Run
    $seen = Read-TestResults $Run $Part.Results $Sum
    # nanoff needs the port for the next part.
    $Run.Serial.Dispose()
    if ($seen.Names.Count -eq $Part.Results) { return }
    $Sum.Lost += $Part.Results - $seen.Names.Count
    Write-FlashLine $Run.Screen "   part $($Part.Name) ended after $($seen.Names.Count) of $($Part.Results) results; the last was $($seen.Last)$($seen.End)" Red
}

# Until the launcher says that it is done, or it is seen that it never will: @{ Names; Last; End }, the last where it ended early.
function Read-TestResults {
    param($Run, [int] $Expected, $Sum)

    $seen = @{ Names = @{}; Last = 'none'; End = $null }
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $isAsked = $false
    while ($seen.Names.Count -lt $Expected -and $null -eq $seen.End -and $clock.Elapsed.TotalSeconds -lt $Run.LogSeconds) {
        $before = $seen.Names.Count
        foreach ($line in @(Read-BoardLines $Run)) { Add-TestLine $Run $line $seen $Sum }
        # A board that only restarts, over and over, says much too.
        if ($seen.Names.Count -gt $before) { $clock.Restart() }
        if ($isAsked -or $seen.Names.Count -gt 0 -or $clock.Elapsed.TotalSeconds -lt $RestartSeconds) { continue }
        Write-ResetRequest $Run
        $isAsked = $true
    }

    if ($null -eq $seen.End) { $seen.End = ", and then none came for $($Run.LogSeconds) s (-LogSeconds)" }
    $seen
}

# The launcher's own lines: Test passed,<name>,<ticks>; after "failed" and "skipped" a message; Tests done,<number of results>.
function Add-TestLine {
    param($Run, [string] $Line, $Seen, $Sum)

    if ($null -ne $Seen.End) { return }
    if ($Line -match 'Tests done,\d') { $Seen.End = '' }
    elseif ($Line -match 'Waiting for debug commands') { $Seen.End = ', and then the program ended: an exception, or no memory' }
    if ($Line -notmatch 'Test (?<result>passed|failed|skipped),(?<name>[^,]+)') { return }
    # A panic of nanoCLR restarts the board, and the launcher begins anew.
    if ($Seen.Names.ContainsKey($Matches['name'])) {
        $Seen.End = ', and then the board restarted: the test after it has brought nanoCLR down'
        return
    }

    $Seen.Names[$Matches['name']] = $true
    $Seen.Last = $Matches['name']
    $Sum[$Matches['result']]++
    if ($Matches['result'] -eq 'failed') { Write-FlashLine $Run.Screen "   $Line" Red }
}

function Write-TestSummary {
    param($Run, $Sum)

    $failed = $Sum.Failed + $Sum.Lost
    $colour = [ConsoleColor]::Green
    if ($failed -gt 0) { $colour = [ConsoleColor]::Red }
    Write-FlashLine $Run.Screen "$($Sum.Passed) passed, $failed failed, $($Sum.Skipped) skipped" $colour
    Write-FlashDetail $Run.Screen "the board runs the tests now, and has kept its identity: run $(Get-FlashCommand $Run @() @('Test', 'Stub', 'Monitor')) for the firmware"
    if ($failed -gt 0) { return $FlashExit.Tests }
    $FlashExit.Done
}
