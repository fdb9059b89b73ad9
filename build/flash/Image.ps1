# The application image: built where it is missing or older than its sources, and looked at before it is flashed.

function Get-ReleaseImage {
    param($Run)

    [IO.Path]::Combine($Run.Root, 'TeddyFirmware', 'bin', 'Release', 'TeddyFirmware.bin')
}

# The image of this run: -Image, or the Release build, which is made first where it has to be.
function Find-FlashImage {
    param($Run)

    if ($Run.Image.Length -gt 0) {
        if (-not [IO.File]::Exists($Run.Image)) { Stop-Flash Image "there is no application image $($Run.Image)" 'leave out -Image: flash.ps1 then builds one' }
        # It was chosen by name, so it is flashed; but nobody should look for a change in it that is not there.
        $reason = Find-BuildReason $Run $Run.Image
        if ($null -ne $reason) { Write-FlashWarning $Run.Screen "$($Run.Image) is flashed as it is, and $reason" }
        return $Run.Image
    }

    $image = Get-ReleaseImage $Run
    $reason = Find-BuildReason $Run $image
    if ($null -ne $reason) {
        Write-FlashStep $Run.Screen "building the application image: $reason"
        Invoke-ImageBuild $Run @('TeddyFirmware/TeddyFirmware.nfproj', '-c', 'Release', '-t:Image') $image
    }

    $debug = Get-DebugTwin $image
    if ([IO.File]::GetLastWriteTimeUtc($debug) -gt [IO.File]::GetLastWriteTimeUtc($image) -and [IO.File]::Exists($image)) {
        Write-FlashWarning $Run.Screen "the Debug image is newer than the Release image that is taken; to flash it: -Image $debug"
    }

    $image
}

# Where a Debug build puts the same image.
function Get-DebugTwin {
    param([string] $Image)

    $Image.Replace([IO.Path]::Combine('bin', 'Release'), [IO.Path]::Combine('bin', 'Debug'))
}

# Why the image has to be built, or $null.
function Find-BuildReason {
    param($Run, [string] $Image)

    if (-not [IO.File]::Exists($Image)) { return 'there is none yet' }
    $built = [IO.File]::GetLastWriteTimeUtc($Image)
    $folder = [IO.Path]::Combine($Run.Root, 'TeddyFirmware')
    $sources = [IO.Directory]::GetFiles($folder, '*.cs', 'AllDirectories')
    foreach ($pattern in '*.nfproj', '*.projitems', 'packages.config') { $sources += [IO.Directory]::GetFiles($folder, $pattern) }
    foreach ($pattern in '*.targets', '*.props') { $sources += [IO.Directory]::GetFiles([IO.Path]::Combine($Run.Root, 'build'), $pattern) }
    foreach ($source in $sources) {
        if ($source -match '[\\/](bin|obj)[\\/]') { continue }
        if ([IO.File]::GetLastWriteTimeUtc($source) -gt $built) { return "it is older than $([IO.Path]::GetFileName($source))" }
    }
}

function Invoke-ImageBuild {
    param($Run, [string[]] $Arguments, [string] $Image)

    $all = @('build') + $Arguments + @('-v:q', '-nologo', '-clp:NoSummary', '-tl:off')
    Write-FlashCommand $Run 'dotnet' $all
    if ($Run.Screen.IsDryRun) { return }
    $result = Invoke-Tool (Get-Dotnet $Run) $all 900 -Folder $Run.Root
    if ($result.ExitCode -ne 0) {
        $errors = @($result.Lines | Where-Object { $_ -match '\berror\b' } | ForEach-Object { ($_ -replace '\A.*?\berror\b', 'error').Trim() })
        if ($errors.Count -eq 0) { $errors = @($result.Lines) }
        for ($i = 0; $i -lt [Math]::Min(10, $errors.Count); $i++) { Write-FlashDetail $Run.Screen $errors[$i] }
        $built = 'name a built one with -Image'
        if ([IO.File]::Exists((Get-DebugTwin $Image))) { $built = "take the Debug image that is there: -Image $(Get-DebugTwin $Image)" }
        Stop-Flash Image 'the image could not be built' "mend what the lines above say; or build it in Visual Studio (Release), or $built"
    }

    if (-not [IO.File]::Exists($Image)) { Stop-Flash Image "the build made no $Image" 'run the command above by hand and see what it says' }
}

# Reads the image and walks its assemblies, so that nothing else is flashed. Sets what nanoCLR has to have for each.
function Read-FlashImage {
    param($Run, [string] $File, [string] $Program)

    $content = [IO.File]::ReadAllBytes($File)
    $assemblies = @(Read-ImageAssemblies $content)
    $names = @($assemblies | ForEach-Object { $_.Name })
    if ($names -notcontains 'mscorlib' -or $names -notcontains $Program) {
        Stop-Flash Image "$File is no image of $Program with all its libraries" 'leave out -Image: flash.ps1 then builds the right one (a .pe file or a .dll is not enough)'
    }

    $Run.ImageNatives = @{}
    foreach ($assembly in $assemblies) {
        if ($assembly.Checksum -ne 0) { $Run.ImageNatives['0x{0:X8}' -f $assembly.Checksum] = $assembly.Name }
    }

    $age = [DateTime]::UtcNow - [IO.File]::GetLastWriteTimeUtc($File)
    Write-FlashDetail $Run.Screen "$File, $($content.Length) bytes, $($assemblies.Count) assemblies, built $(Format-Age $age) ago"
    , $content
}

function Format-Age {
    param([TimeSpan] $Age)

    if ($Age.TotalMinutes -lt 2) { return "$([int] $Age.TotalSeconds) s" }
    if ($Age.TotalHours -lt 2) { return "$([int] $Age.TotalMinutes) minutes" }
    if ($Age.TotalDays -lt 2) { return "$([int] $Age.TotalHours) hours" }
    "$([int] $Age.TotalDays) days"
}

# One record after the other, each filled up to 4 bytes (nf-interpreter, CLR_RECORD_ASSEMBLY and ContiguousBlockAssemblies). Fields:
# marker 0, flags 16, checksum of the native half 20, name 36 (an offset into the strings), tables from 40: strings are the
# twelfth, the sixteenth is the end. None where one record is not what it should be.
function Read-ImageAssemblies {
    param([byte[]] $Image)

    $at = 0
    $found = @()
    while ($at + 104 -le $Image.Length -and [Text.Encoding]::ASCII.GetString($Image, $at, 5) -eq 'NFMRK') {
        $size = [BitConverter]::ToUInt32($Image, $at + 40 + 15 * 4)
        if ($size -lt 104 -or $at + $size -gt $Image.Length) { return }
        $name = Read-AssemblyName $Image $at $size
        if ($null -eq $name) { return }
        $found += @{ Name = $name; Checksum = [BitConverter]::ToUInt32($Image, $at + 20) }
        $at += $size + (4 - $size % 4) % 4
    }

    # What follows the last record may only be what erased flash reads, or zeros.
    if ($at -lt $Image.Length -and $Image[$at] -ne 0xFF -and $Image[$at] -ne 0) { return }
    $found
}

# The name's index is an offset into the record's strings, or from the top down one into a table in nanoCLR (StringTableData.cpp).
function Read-AssemblyName {
    param([byte[]] $Image, [int] $At, [int] $Size)

    $index = [BitConverter]::ToUInt16($Image, $At + 36)
    if ($index -eq 0xFCD2) { return 'mscorlib' }
    if ($index -ge 0xFC00) { return 'a library' }
    $start = $At + [BitConverter]::ToUInt32($Image, $At + 40 + 11 * 4) + $index
    $end = $start
    while ($end -lt $At + $Size -and $Image[$end] -ne 0) { $end++ }
    if ($end -lt $At + $Size) { [Text.Encoding]::ASCII.GetString($Image, $start, $end - $start) }
}

# Filled up to the end of the partition: nanoCLR looks through all of it for assemblies, and what a longer image of before has
# left behind its successor would be loaded with it (nf-interpreter, CLRStartup.cpp).
function Get-FilledImage {
    param([byte[]] $Content, $Place)

    $bytes = $Place.Bytes
    if ($Content.Length -gt $bytes) {
        Stop-Flash Image "the image has $($Content.Length) bytes, and the chip's partition $bytes" 'build it as Release, or leave something out'
    }

    $filled = [byte[]]::new($bytes)
    # 0xFF is what erased flash reads: doubling copies are quick where a loop of PowerShell is not.
    $filled[0] = 0xFF
    for ($done = 1; $done -lt $bytes; $done *= 2) { [Array]::Copy($filled, 0, $filled, $done, [Math]::Min($done, $bytes - $done)) }
    [Array]::Copy($Content, $filled, $Content.Length)
    , $filled
}
