# The files that nanoff is given. Field names: nanoFirmwareFlasher.Library, NetworkDeployment and FileDeployment.

# Where the firmware looks (Platform/Esp32/LittlefsFlash.cs, Storage/FlashFiles.cs).
$BoardFolder = 'I:\teddy'

function ConvertTo-JsonText {
    param($Value)

    if ($Value -is [Collections.IDictionary]) {
        $members = $Value.Keys | ForEach-Object { (ConvertTo-JsonText ([string] $_)) + ': ' + (ConvertTo-JsonText $Value[$_]) }
        return "{`n" + ($members -join ",`n") + "`n}"
    }

    if ($Value -is [array]) { return "[`n" + (($Value | ForEach-Object { ConvertTo-JsonText $_ }) -join ",`n") + "`n]" }
    if ($Value -is [bool]) { return $Value.ToString().ToLowerInvariant() }
    if ($Value -is [int]) { return $Value.ToString([cultureinfo]::InvariantCulture) }
    $escaped = [Text.StringBuilder]::new()
    foreach ($letter in ([string] $Value).ToCharArray()) {
        # ASCII only: the file is then the same in every encoding.
        if ($letter -eq '"' -or $letter -eq '\') { [void] $escaped.Append('\').Append($letter) }
        elseif ([int] $letter -lt 32 -or [int] $letter -gt 126) { [void] $escaped.AppendFormat('\u{0:x4}', [int] $letter) }
        else { [void] $escaped.Append($letter) }
    }

    '"' + $escaped.ToString() + '"'
}

# All small files of a run, before the board is touched.
function New-DeployFiles {
    param($Run, [byte[]] $Bundle)

    if ($Run.Screen.IsDryRun) { return }
    $Run.Fingerprint = Get-SettingsFingerprint $Run $Bundle
    [IO.File]::WriteAllBytes((Get-WorkFile $Run 'ca.pem'), $Bundle)
    Write-WorkJson $Run 'provision.json' (Get-ProvisioningFields $Run)
    Write-WorkJson $Run 'network.json' (Get-NetworkFields $Run)
    Write-WorkJson $Run 'files.json' (Get-FilesFields $Run @('ca.pem', 'provision.json'))
}

function Get-WorkFile {
    param($Run, [string] $Name)

    [IO.Path]::Combine($Run.Workspace, $Name)
}

function Write-WorkJson {
    param($Run, [string] $Name, $Fields)

    [IO.File]::WriteAllText((Get-WorkFile $Run $Name), (ConvertTo-JsonText $Fields) + "`n", [Text.UTF8Encoding]::new($false))
}

# What the firmware's SettingsParser reads.
function Get-ProvisioningFields {
    param($Run)

    $settings = $Run.Settings
    [ordered] @{
        format       = 1
        device_id    = $Run.Identity.DeviceId
        child_id     = $Run.Identity.ChildId
        oob_secret   = $Run.Identity.Secret
        server_url   = $Run.ServerUrl
        claim_path   = $settings['claim.path']
        refresh_path = $settings['refresh.path']
        session_path = $settings['session.path']
        claim_nonce  = $settings['claim.nonce']
    }
}

# No SerialPort: it would win over --serialport.
function Get-NetworkFields {
    param($Run)

    $password = $Run.Settings['wifi.password']
    $wireless = [ordered] @{ Ssid = Get-PaddedText $Run.Settings['wifi.ssid']; Password = Get-PaddedText $password }
    if ($password.Length -gt 0) {
        $wireless.Authentication = 'WPA2'
        $wireless.Encryption = 'WPA2'
    }
    else {
        $wireless.Authentication = 'Open'
    }

    $wireless.ConfigurationOption = 'AutoConnect'
    $wireless.DhcpEnabled = $true
    [ordered] @{ WirelessClient = $wireless }
}

# nanoff's library copies as many bytes as there are characters: one zero for each byte more, and all of them arrive.
function Get-PaddedText {
    param([string] $Text)

    $Text + [string]::new([char] 0, [Text.Encoding]::UTF8.GetByteCount($Text) - $Text.Length)
}

# Each file is deleted first (no SourceFilePath): nanoCLR of August 2026 cannot replace one of over 1 KB, and leaves the tail of a
# longer one (Home issue 1840).
function Get-FilesFields {
    param($Run, [string[]] $Names)

    $files = foreach ($name in $Names) {
        [ordered] @{ DestinationFilePath = "$BoardFolder\$name" }
        [ordered] @{ DestinationFilePath = "$BoardFolder\$name"; SourceFilePath = (Get-WorkFile $Run $name) }
    }
    @{ Files = @($files) }
}

# All authorities of the device in one PEM file, which the firmware reads from its flash: nanoff cannot write a bundle into the
# board's configuration any more (E2003 since February 2025). With the closing zero byte that Mbed TLS wants, the board needs no
# copy to add it.
function Read-FlashBundle {
    param($Run)

    $file = $Run.Settings['server.caFile']
    if ($file.Length -eq 0) { $file = 'TeddyFirmware/Certificates/roots.pem' }
    $text = Read-Certificates (Get-NfFullPath $Run.Root $file) 'set server.caFile to a PEM file of authorities, or empty it for the roots that come with the firmware'
    # A run that changes nothing has made no authority.
    if ($Run.IsStub -and -not ($Run.Screen.IsDryRun -and -not [IO.File]::Exists((Get-StubFile $Run 'ca.pem')))) {
        $text += Read-Certificates (Get-StubFile $Run 'ca.pem') 'start the stub once, it makes its authority then: dotnet run --project ServerStub'
    }

    $bytes = [Text.Encoding]::ASCII.GetBytes($text + [char] 0)
    # FlashFiles.MaxCaBundleBytes, and the RAM that every TLS connection spends on the roots.
    if ($bytes.Length -gt 16384) {
        Stop-Flash Bundle "the CA bundle has $($bytes.Length) bytes, and the board takes 16384" 'keep two to seven roots in server.caFile'
    }

    , $bytes
}

# The certificates of a file, each checked: one bad block makes the board refuse all of them.
function Read-Certificates {
    param([string] $File, [string] $Next)

    if (-not [IO.File]::Exists($File)) { Stop-Flash Bundle "there is no CA file $File" $Next }
    $blocks = [regex]::Matches([IO.File]::ReadAllText($File), '-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----')
    if ($blocks.Count -eq 0) { Stop-Flash Bundle "$File holds no certificate in PEM" $Next }
    $text = ''
    foreach ($block in $blocks) {
        try {
            $raw = [Convert]::FromBase64String($block.Groups[1].Value)
            $certificate = [Security.Cryptography.X509Certificates.X509Certificate2]::new($raw)
        }
        catch {
            Stop-Flash Bundle "$File holds a certificate that cannot be read" $Next
        }

        if ($certificate.NotAfter -lt [DateTime]::Now) { Stop-Flash Bundle "$($certificate.Subject) in $File has expired" $Next }
        $certificate.Dispose()
        $text += $block.Value.Replace("`r", '') + "`n"
    }

    $text
}
