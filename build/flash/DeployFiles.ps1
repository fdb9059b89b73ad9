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

# All files of a run, before the board is touched.
function New-DeployFiles {
    param($Run)

    Write-FlashStep $Run.Screen 'preparing the files for the board'
    $image = Read-FlashImage $Run
    $bundle = Read-FlashBundle $Run
    if ($Run.Screen.IsDryRun) { return }
    [IO.File]::WriteAllBytes((Get-WorkFile $Run 'image.bin'), $image)
    [IO.File]::WriteAllBytes((Get-WorkFile $Run 'ca.pem'), $bundle)
    Write-WorkJson $Run 'provision.json' (Get-ProvisioningFields $Run)
    Write-WorkJson $Run 'network.json' (Get-NetworkFields $Run)
    Write-WorkJson $Run 'files.json' (Get-FilesFields $Run)
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
    $wireless = [ordered] @{ Ssid = $Run.Settings['wifi.ssid']; Password = $password }
    if ($password.Length -gt 0) {
        $wireless.Authentication = 'WPA2'
        $wireless.Encryption = 'WPA2'
    }
    else {
        $wireless.Authentication = 'Open'
    }

    $wireless.ConfigurationOption = 'AutoConnect'
    $wireless.DhcpEnabled = $true
    [ordered] @{ WirelessClient = $wireless; CACertificatesPath = (Get-WorkFile $Run 'ca.pem') }
}

# The board's own bundle is the one place of trust: a ca.pem of before would widen it, and is deleted (no SourceFilePath).
function Get-FilesFields {
    param($Run)

    @{
        Files = @(
            [ordered] @{ DestinationFilePath = "$BoardFolder\ca.pem" }
            [ordered] @{ DestinationFilePath = "$BoardFolder\provision.json"; SourceFilePath = (Get-WorkFile $Run 'provision.json') }
        )
    }
}

# The image, filled up to the end of its partition: nanoCLR looks through all of it for assemblies, and what a longer
# image of before has left behind its successor would be loaded with it (nf-interpreter, CLRStartup.cpp).
function Read-FlashImage {
    param($Run)

    $file = Find-FlashImage $Run
    $content = [IO.File]::ReadAllBytes($file)
    # Every assembly begins with NFMRK2; a .dll or an empty file would be flashed without a word.
    if ($content.Length -lt 6 -or [Text.Encoding]::ASCII.GetString($content, 0, 5) -ne 'NFMRK') {
        Stop-Flash Image "$file is no application image of nanoFramework" 'build TeddyFirmware in Visual Studio (Release) and use bin\Release\TeddyFirmware.bin'
    }

    $bytes = $Run.Chip.Bytes
    if ($content.Length -gt $bytes) {
        Stop-Flash Image "the image has $($content.Length) bytes, and the chip's partition $bytes" 'build it as Release, or leave something out'
    }

    Write-FlashDetail $Run.Screen "$file, $($content.Length) bytes"
    $filled = [byte[]]::new($bytes)
    # 0xFF is what erased flash reads: doubling copies are quick where a loop of PowerShell is not.
    $filled[0] = 0xFF
    for ($done = 1; $done -lt $bytes; $done *= 2) { [Array]::Copy($filled, 0, $filled, $done, [Math]::Min($done, $bytes - $done)) }
    [Array]::Copy($content, $filled, $content.Length)
    , $filled
}

function Find-FlashImage {
    param($Run)

    $files = @($Run.Image)
    if ($Run.Image.Length -eq 0) {
        $files = foreach ($build in 'Release', 'Debug') {
            [IO.Path]::Combine($Run.Root, 'TeddyFirmware', 'bin', $build, 'TeddyFirmware.bin')
        }
    }

    foreach ($file in $files) {
        if ([IO.File]::Exists($file)) { return $file }
    }

    Stop-Flash Image "there is no application image $($files[0])" (
        'build TeddyFirmware in Visual Studio with the nanoFramework extension (Release), or name an image with -Image')
}

# All authorities of the device in one PEM file with the closing zero byte: Mbed TLS takes PEM only with it, and nanoff means
# to add it and does not (NetworkDeploymentManager.CheckNullPemTermination resizes its own copy).
function Read-FlashBundle {
    param($Run)

    $file = $Run.Settings['server.caFile']
    if ($file.Length -eq 0) { $file = 'TeddyFirmware/Certificates/roots.pem' }
    $text = Read-Certificates (Get-NfFullPath $Run.Root $file) 'set server.caFile to a PEM file of authorities, or empty it for the roots that come with the firmware'
    if ($Run.IsStub) {
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
