# What the firmware's log says of everything that it was given (TeddyFirmware/Provisioning/SettingsFingerprint.cs): three groups of
# 8 hex digits, keyed with the device's secret.

function Get-SettingsFingerprint {
    param($Run, [byte[]] $Roots)

    $fields = Get-ProvisioningFields $Run
    # The firmware takes a slash off the end of these two.
    $lines = $fields.device_id, $fields.child_id, $fields.server_url.TrimEnd('/'), $fields.claim_path, $fields.refresh_path,
        $fields.session_path.TrimEnd('/'), $fields.claim_nonce
    $wifi = $Run.Settings['wifi.ssid'] + "`n" + $Run.Settings['wifi.password']
    @{
        Settings = Get-FingerprintGroup $Run 'settings' ([Text.Encoding]::UTF8.GetBytes($lines -join "`n"))
        Wifi     = Get-FingerprintGroup $Run 'wifi' ([Text.Encoding]::UTF8.GetBytes($wifi))
        Roots    = Get-FingerprintGroup $Run 'roots' $Roots
    }
}

function Get-FingerprintGroup {
    param($Run, [string] $Label, [byte[]] $Content)

    $secret = [byte[]]::new(32)
    for ($i = 0; $i -lt 32; $i++) { $secret[$i] = [Convert]::ToByte($Run.Identity.Secret.Substring(2 * $i, 2), 16) }
    $key = Get-Hmac $secret ([Text.Encoding]::ASCII.GetBytes("teddy log: $Label"))
    [BitConverter]::ToString((Get-Hmac $key $Content), 0, 4).Replace('-', '').ToLowerInvariant()
}

function Get-Hmac {
    param([byte[]] $Key, [byte[]] $Content)

    $hmac = [Security.Cryptography.HMACSHA256]::new($Key)
    try { , $hmac.ComputeHash($Content) } finally { $hmac.Dispose() }
}

# In the bundle's place where the board had no memory to read it (SettingsFingerprint.NoMemory).
$NoMemoryForRoots = 'memory'

# What on the board is not what it was given, or $null.
function Find-FingerprintProblem {
    param($Run, [string] $Shown)

    $groups = $Shown.Split('.')
    if ($groups.Count -ne 3) { return 'a fingerprint of another form' }
    if ($groups[0] -ne $Run.Fingerprint.Settings) { return 'other settings (secret, child, server or paths)' }
    if ($groups[1] -ne $Run.Fingerprint.Wifi) { return 'another Wi-Fi name or password' }
    if ($groups[2] -eq $NoMemoryForRoots) {
        Stop-Flash Log 'the board has no memory to read its CA bundle' 'leave fewer roots in the bundle: server.caFile names a PEM file with those of your server alone; or take a board with PSRAM'
    }

    if ($groups[2] -ne $Run.Fingerprint.Roots) { return 'another CA bundle' }
}
