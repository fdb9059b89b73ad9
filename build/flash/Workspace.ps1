# The temporary folder: readable by this user only, and gone whatever happens.

function New-FlashWorkspace {
    param($Run)

    $bytes = [byte[]]::new(8)
    Get-RandomBytes $bytes
    # Not the system's folder for such: others may put links there.
    $parent = [IO.Path]::Combine($Run.Root, '.teddy', 'run')
    $path = [IO.Path]::Combine($parent, "$PID-" + [BitConverter]::ToString($bytes).Replace('-', '').ToLowerInvariant())
    if ($Run.Screen.IsDryRun) { return $path }
    [void] [IO.Directory]::CreateDirectory($parent)
    Remove-StaleWorkspaces $parent
    $folder = [IO.Directory]::CreateDirectory($path)
    # Nothing is in it yet.
    Set-OwnerOnly $folder.FullName
    Write-FlashDetail $Run.Screen "temporary files: $path"
    $path
}

# A folder or a file that nobody but its owner can read.
function Set-OwnerOnly {
    param([string] $Path)

    if ([Environment]::OSVersion.Platform -eq 'Win32NT') {
        Set-WindowsOwnerOnly $Path
        return
    }

    $mode = '600'
    if ([IO.Directory]::Exists($Path)) { $mode = '700' }
    $result = Invoke-Tool 'chmod' @($mode, $Path) 10
    if ($result.ExitCode -ne 0) { throw "chmod $mode failed" }
}

function Set-WindowsOwnerOnly {
    param([string] $Path)

    $user = [Security.Principal.WindowsIdentity]::GetCurrent().User
    if ([IO.Directory]::Exists($Path)) {
        $item = [IO.DirectoryInfo]::new($Path)
        $security = [Security.AccessControl.DirectorySecurity]::new()
        $rule = [Security.AccessControl.FileSystemAccessRule]::new($user, 'FullControl', 'ContainerInherit, ObjectInherit', 'None', 'Allow')
    }
    else {
        $item = [IO.FileInfo]::new($Path)
        $security = [Security.AccessControl.FileSecurity]::new()
        $rule = [Security.AccessControl.FileSystemAccessRule]::new($user, 'FullControl', 'Allow')
    }

    $security.SetAccessRuleProtection($true, $false)
    $security.AddAccessRule($rule)
    # A method of the object in .NET Framework, an extension method in .NET.
    $extensions = 'System.IO.FileSystemAclExtensions' -as [type]
    if ($null -ne $extensions) { $extensions::SetAccessControl($item, $security) } else { $item.SetAccessControl($security) }
}

function Remove-FlashWorkspace {
    param([string] $Path)

    if (-not [IO.Directory]::Exists($Path)) { return }
    foreach ($file in [IO.Directory]::GetFiles($Path)) { Remove-WorkFile $file }
    [IO.Directory]::Delete($Path, $true)
}

# As soon as the board has it. Overwritten first, but for the image, which is public and large.
function Remove-WorkFile {
    param([string] $Path)

    if (-not [IO.File]::Exists($Path)) { return }
    $length = [IO.FileInfo]::new($Path).Length
    if ($length -le 64KB) { [IO.File]::WriteAllBytes($Path, [byte[]]::new($length)) }
    [IO.File]::Delete($Path)
}

# What a run left behind whose window was closed, or whose machine lost its power: its name has the process that made it.
function Remove-StaleWorkspaces {
    param([string] $Parent)

    foreach ($folder in [IO.Directory]::GetDirectories($Parent)) {
        $isOurs = [IO.Path]::GetFileName($folder) -match '\A(\d{1,9})-[0-9a-f]+\z'
        if ($isOurs -and -not (Test-ProcessRuns ([int] $Matches[1]))) { Remove-FlashWorkspace $folder }
    }
}

function Test-ProcessRuns {
    param([int] $Id)

    try {
        [Diagnostics.Process]::GetProcessById($Id).Dispose()
        $true
    }
    catch {
        $false
    }
}

# The system's generator; its static Fill is not in .NET Framework.
function Get-RandomBytes {
    param([byte[]] $Bytes)

    $generator = [Security.Cryptography.RandomNumberGenerator]::Create()
    try { $generator.GetBytes($Bytes) } finally { $generator.Dispose() }
}

# A file of its own with no other reader, in place of what was there.
function Write-OwnerOnly {
    param([string] $Path, [string] $Text)

    [void] [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($Path))
    $temporary = "$Path.tmp"
    [IO.File]::WriteAllBytes($temporary, [byte[]]::new(0))
    Set-OwnerOnly $temporary
    [IO.File]::WriteAllText($temporary, $Text, [Text.UTF8Encoding]::new($false))
    if ([IO.File]::Exists($Path)) { [IO.File]::Replace($temporary, $Path, [NullString]::Value) } else { [IO.File]::Move($temporary, $Path) }
}
