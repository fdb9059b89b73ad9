# The temporary folder: readable by this user only, and gone whatever happens.

function New-FlashWorkspace {
    param($Run)

    $bytes = [byte[]]::new(8)
    Get-RandomBytes $bytes
    $path = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'teddy-flash-' + [BitConverter]::ToString($bytes).Replace('-', '').ToLowerInvariant())
    if ($Run.Screen.IsDryRun) { return $path }
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
    $result = Invoke-Tool (New-FlashScreen) 'chmod' @($mode, $Path) 10
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
    foreach ($file in [IO.Directory]::GetFiles($Path)) {
        # The image is public and large; the rest is overwritten before it goes.
        $length = [IO.FileInfo]::new($file).Length
        if ($length -le 64KB) { [IO.File]::WriteAllBytes($file, [byte[]]::new($length)) }
    }

    [IO.Directory]::Delete($Path, $true)
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
