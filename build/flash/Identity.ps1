# Who the device is: its id, its child, and a secret of its own that outlives this run.

# The secret comes from the settings, from an earlier run for the same device, or is made now.
function Get-FlashIdentity {
    param($Run)

    $id = $Run.Settings['device.id']
    $kept = Read-KeptIdentity $Run $id
    if ($Run.IsReset) { $kept.Secret = '' }
    $secret = $Run.Settings['device.secret']
    if ($secret.Length -eq 0) { $secret = $kept.Secret }
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

    $kept = @{ Secret = ''; Child = '' }
    $file = Get-IdentityFile $Run $DeviceId
    if (-not [IO.File]::Exists($file)) { return $kept }
    $read = Read-NfFile $file @(Get-NfSettingTable) -AllowPrivate
    if ($read.Errors.Count -gt 0) {
        Stop-Flash Settings 'what .teddy/devices holds of this device cannot be read' 'repair or delete the file; without it the device gets a new secret'
    }

    foreach ($entry in $read.Entries) {
        if ($entry.Key -eq 'device.secret') { $kept.Secret = $entry.Value.ToLowerInvariant() }
        if ($entry.Key -eq 'child.id') { $kept.Child = $entry.Value }
    }

    $kept
}

# Before the board is touched: a secret that only the board knew could never be registered.
function Save-FlashIdentity {
    param($Run)

    if ($Run.Screen.IsDryRun) { return }
    $identity = $Run.Identity
    Write-OwnerOnly (Get-IdentityFile $Run $identity.DeviceId) (@(
            '<configuration>'
            '  <appSettings>'
            "    <add key=`"device.secret`" value=`"$($identity.Secret)`" />"
            "    <add key=`"child.id`" value=`"$($identity.ChildId)`" />"
            '  </appSettings>'
            '</configuration>'
            ''
        ) -join "`n")
}

# The git-ignored twin of nf.config, made from a template where it is missing.
function New-LocalConfig {
    param($Run)

    $file = [IO.Path]::Combine($Run.Root, 'nf.local.config')
    if ([IO.File]::Exists($file)) { return }
    Write-FlashStep $Run.Screen 'making nf.local.config, for what must not be in the repository'
    if ($Run.Screen.IsDryRun) { return }
    Write-OwnerOnly $file ([IO.File]::ReadAllText([IO.Path]::Combine($Run.Scripts, 'nf.local.config.template')))
}
