# Who the device is: its id, its child, and a secret of its own that outlives this run.

# The secret comes from the settings, from an earlier run for the same device, or is made now.
function Get-FlashIdentity {
    param($Run)

    $id = $Run.Settings['device.id']
    $kept = Read-KeptIdentity $Run $id
    if ($Run.IsReset) { $kept.Secret = '' }
    $secret = $Run.Settings['device.secret']
    if ($secret.Length -eq 0) { $secret = $kept.Secret }
    # A run that did not reach its end may have left this one on the board.
    if ($secret.Length -eq 0) { $secret = (Read-IdentityFile (Get-PendingFile $Run $id)).Secret }
    if ($secret.Length -eq 0) { $secret = Get-RandomHex 32 }
    $child = $Run.Settings['child.id']
    if ($child.Length -eq 0) { $child = $kept.Child }
    if ($child.Length -eq 0 -and $Run.IsStub) { $child = 'child-' + (Get-RandomHex 4) }
    $identity = @{ DeviceId = $id; ChildId = $child; Secret = $secret.ToLowerInvariant(); LastFour = '*' + $id.Substring($id.Length - 4) }
    Add-FlashSecret $Run.Screen $identity.Secret
    # A mask for a letter or two would hide half of every line.
    if ($child.Length -ge 4) { Add-FlashSecret $Run.Screen $child }
    Assert-Identity $Run $identity
    $identity
}

function Assert-Identity {
    param($Run, $Identity)

    if ($Identity.ChildId.Length -eq 0) {
        Stop-Flash Settings 'child.id: is not set' 'write it into nf.local.config, or set TEDDY_CHILD_ID'
    }

    $folder = Get-IdentityFolder $Run
    if (-not [IO.Directory]::Exists($folder)) { return }
    foreach ($file in [IO.Directory]::GetFiles($folder, '*.config')) {
        $other = [IO.Path]::GetFileNameWithoutExtension($file)
        if ($other -ne $Identity.DeviceId -and (Read-KeptIdentity $Run $other).Secret -eq $Identity.Secret) {
            Stop-Flash Settings 'device.secret: is the secret of another device that was flashed from here' (
                'empty device.secret in nf.local.config: flash.ps1 then makes one for this device')
        }
    }
}

function Get-RandomHex {
    param([int] $Count)

    $bytes = [byte[]]::new($Count)
    Get-RandomBytes $bytes
    [BitConverter]::ToString($bytes).Replace('-', '').ToLowerInvariant()
}

function Get-IdentityFolder {
    param($Run)

    [IO.Path]::Combine($Run.Root, '.teddy', 'devices')
}

# Ids are compared without case on the server, and some file systems do so too.
function Get-IdentityFile {
    param($Run, [string] $DeviceId)

    [IO.Path]::Combine((Get-IdentityFolder $Run), $DeviceId.ToLowerInvariant() + '.config')
}

function Read-KeptIdentity {
    param($Run, [string] $DeviceId)

    Read-IdentityFile (Get-IdentityFile $Run $DeviceId)
}

function Read-IdentityFile {
    param([string] $File)

    $kept = @{ Secret = ''; Child = '' }
    if (-not [IO.File]::Exists($File)) { return $kept }
    $read = Read-NfFile $File @(Get-NfSettingTable) -AllowPrivate
    if ($read.Errors.Count -gt 0) {
        Stop-Flash Settings 'what .teddy/devices holds of this device cannot be read' 'repair or delete the file; without it the device gets a new secret'
    }

    foreach ($entry in $read.Entries) {
        if ($entry.Key -eq 'device.secret') { $kept.Secret = $entry.Value.ToLowerInvariant() }
        if ($entry.Key -eq 'child.id') { $kept.Child = $entry.Value }
    }

    $kept
}

# The secret that is on its way to the board. Kept beside the one that counts until the board has shown that it has it: a
# run that fails loses neither.
function Get-PendingFile {
    param($Run, [string] $DeviceId)

    (Get-IdentityFile $Run $DeviceId) + '.pending'
}

# Before the board is touched: a secret that only the board knew could never be registered.
function Save-PendingIdentity {
    param($Run)

    if ($Run.Screen.IsDryRun) { return }
    $identity = $Run.Identity
    Write-OwnerOnly (Get-PendingFile $Run $identity.DeviceId) (@(
            '<configuration>'
            '  <appSettings>'
            "    <add key=`"device.secret`" value=`"$($identity.Secret)`" />"
            "    <add key=`"child.id`" value=`"$($identity.ChildId)`" />"
            '  </appSettings>'
            '</configuration>'
            ''
        ) -join "`n")
}

# The board has it.
function Save-FlashIdentity {
    param($Run)

    $pending = Get-PendingFile $Run $Run.Identity.DeviceId
    $file = Get-IdentityFile $Run $Run.Identity.DeviceId
    if ([IO.File]::Exists($file)) { [IO.File]::Replace($pending, $file, [NullString]::Value) } else { [IO.File]::Move($pending, $file) }
}

# For a run that only listens: what a board may print must not be seen.
function Add-KeptSecrets {
    param($Run)

    $kept = Read-KeptIdentity $Run $Run.Settings['device.id']
    foreach ($secret in $kept.Secret, $kept.Child, $Run.Settings['device.secret'], $Run.Settings['child.id']) {
        if ($secret.Length -ge 4) { Add-FlashSecret $Run.Screen $secret }
    }
}

# The git-ignored twin of nf.config, made from a template where it is missing; true where it was made.
function New-LocalConfig {
    param($Run)

    $file = [IO.Path]::Combine($Run.Root, 'nf.local.config')
    if ([IO.File]::Exists($file)) { return $false }
    if ($Run.Screen.IsDryRun) {
        Write-FlashDetail $Run.Screen 'a run would make nf.local.config, for what must not be in the repository'
        return $false
    }

    Write-FlashStep $Run.Screen 'making nf.local.config, for what must not be in the repository'
    Write-OwnerOnly $file ([IO.File]::ReadAllText([IO.Path]::Combine($Run.Scripts, 'nf.local.config.template')))
    $true
}
