# The server stub on this machine: its address as the board sees it, and its registry.

function Get-StubFile {
    param($Run, [string] $Name)

    [IO.Path]::Combine((Get-NfFullPath $Run.Root $Run.Settings['stub.dataFolder']), $Name)
}

# The board cannot reach "localhost": the address of the network card that leads outside. No packet is sent for that.
function Get-StubUrl {
    param($Run)

    $port = [int] $Run.Settings['stub.port']
    if ($port -eq 0) { Stop-Flash Settings 'stub.port: 0 takes another port at every start' 'give the stub a fixed port in nf.config, such as 8443' }
    $bound = [Net.IPAddress]::Parse($Run.Settings['stub.address'])
    if ([Net.IPAddress]::IsLoopback($bound)) {
        Stop-Flash Settings 'stub.address: a board cannot reach the loopback address' 'set stub.address to 0.0.0.0 in nf.config'
    }

    if (-not $bound.Equals([Net.IPAddress]::Any) -and -not $bound.Equals([Net.IPAddress]::IPv6Any)) { return "https://${bound}:$port" }
    "https://$(Get-LanAddress):$port"
}

function Get-LanAddress {
    $socket = [Net.Sockets.Socket]::new('InterNetwork', 'Dgram', 'Udp')
    try {
        $socket.Connect('192.0.2.1', 9)
        "$($socket.LocalEndPoint.Address)"
    }
    catch [Net.Sockets.SocketException] {
        Stop-Flash Settings 'stub.address: this machine has no network that a board could reach it by' 'connect it to the Wi-Fi of the board, or set stub.address to the right address'
    }
    finally {
        $socket.Dispose()
    }
}

# A stub that has never run makes its authority now: the device has to trust it.
function Initialize-Stub {
    param($Run)

    if ([IO.File]::Exists((Get-StubFile $Run 'ca.pem'))) { return }
    $arguments = 'run', '--project', 'ServerStub', '--', '--prepare'
    Write-FlashStep $Run.Screen 'making the authority of the stub, which has never run'
    Write-FlashCommand $Run 'dotnet' $arguments
    if ($Run.Screen.IsDryRun) { return }
    $result = Invoke-Tool (Get-Dotnet $Run) $arguments 600 -Folder $Run.Root
    if ($result.ExitCode -ne 0 -or -not [IO.File]::Exists((Get-StubFile $Run 'ca.pem'))) {
        $result.Lines | ForEach-Object { Write-FlashDetail $Run.Screen $_.TrimEnd() }
        Stop-Flash Bundle 'the stub did not make its authority' 'start the stub once by hand and see what it says: dotnet run --project ServerStub'
    }
}

# Before the board is touched: a stub that runs has to be ours, and one that answers. Another is refused, and gets no secret.
function Test-StubRuns {
    param($Run)

    $client = Connect-Stub $Run
    if ($null -eq $client) { return $false }
    $client.Dispose()
    $status = Send-StubCall $Run 'GET' ''
    if ($status -ne '200') {
        Stop-Flash Register "the server on port $($Run.Settings['stub.port']) of this machine does not answer as the stub of this repository ($status)" (
            'stop it, or set stub.port and stub.dataFolder to those of the stub that you have started')
    }

    $true
}

# Brings the stub's row in line with the board: a running stub is told, and keeps it; else its devices.json is written.
function Register-StubDevice {
    param($Run)

    Write-FlashStep $Run.Screen "registering the device $($Run.Identity.LastFour) with the stub"
    if ($Run.Screen.IsDryRun) { return }
    if (Test-StubRuns $Run) {
        $row = Get-DeviceRow $Run
        $row.keep = $true
        $row.replace = $true
        $status = Send-StubCall $Run 'POST' (ConvertTo-JsonText $row)
        if ($status -notmatch '\A2\d\d\z') {
            Stop-Flash Register "the running stub did not take the device ($status): it would refuse the board's claim" (
                "stop the stub, start it again, and run $(Get-FlashCommand $Run)")
        }

        Write-FlashDetail $Run.Screen 'the running stub knows it now'
        return
    }

    try {
        Update-DevicesFile $Run
    }
    catch {
        if ($_.Exception.Data.Contains('FlashExit')) { throw }
        Stop-Flash Register "the stub's devices.json could not be written ($($_.Exception.GetType().Name))" (
            'see that stub.dataFolder can be written to and that no other program holds it, then run flash.ps1 again')
    }

    Write-FlashDetail $Run.Screen 'the stub is not running: dotnet run --project ServerStub'
}

function Update-DevicesFile {
    param($Run)

    $file = Get-StubFile $Run 'devices.json'
    [void] [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($file))
    # The stub holds the same lock while it reads and writes (Storage/DataFolder.cs).
    $lock = Open-StubLock (Get-StubFile $Run 'lock')
    try {
        $rows = @(Read-DevicesFile $file | Where-Object { $_.device_id -ne $Run.Identity.DeviceId })
        $rows += , (Get-DeviceRow $Run)
        Write-OwnerOnly $file ((ConvertTo-JsonText @{ devices = $rows }) + "`n")
    }
    finally {
        $lock.Dispose()
    }
}

function Get-DeviceRow {
    param($Run)

    [ordered] @{ device_id = $Run.Identity.DeviceId; child_id = $Run.Identity.ChildId; secret = $Run.Identity.Secret; enabled = $true }
}

function Open-StubLock {
    param([string] $File)

    $clock = [Diagnostics.Stopwatch]::StartNew()
    while ($true) {
        try {
            return [IO.File]::Open($File, 'OpenOrCreate', 'ReadWrite', 'None')
        }
        catch [IO.IOException] {
            if ($clock.Elapsed.TotalSeconds -gt 10) { throw }
            [Threading.Thread]::Sleep(50)
        }
    }
}

function Read-DevicesFile {
    param([string] $File)

    if (-not [IO.File]::Exists($File)) { return }
    try {
        $content = ConvertFrom-Json ([IO.File]::ReadAllText($File))
        foreach ($device in $content.devices) {
            [ordered] @{ device_id = [string] $device.device_id; child_id = [string] $device.child_id; secret = [string] $device.secret; enabled = [bool] $device.enabled }
        }
    }
    catch {
        # The text of the exception may quote the file, and the file holds secrets.
        Stop-Flash Register "the stub's devices.json cannot be read" 'repair it, or delete it: the stub makes a new one'
    }
}

# A connection to whatever listens on the stub's port of this machine, or $null.
function Connect-Stub {
    param($Run)

    $client = [Net.Sockets.TcpClient]::new()
    try {
        if ($client.ConnectAsync([Net.IPAddress]::Loopback, [int] $Run.Settings['stub.port']).Wait(2000)) { return $client }
    }
    catch {
        # Nobody listens.
        $client.Dispose()
    }
}

# The status of a call of /control/devices, or what went wrong.
function Send-StubCall {
    param($Run, [string] $Method, [string] $Body)

    $client = Connect-Stub $Run
    if ($null -eq $client) { return 'it does not listen any more' }
    try {
        Send-StubRequest $Run $client $Method $Body
    }
    catch {
        $_.Exception.GetBaseException().GetType().Name
    }
    finally {
        $client.Dispose()
    }
}

function Send-StubRequest {
    param($Run, $Client, [string] $Method, [string] $Body)

    $authority = [Security.Cryptography.X509Certificates.X509Certificate2]::new((Get-StubFile $Run 'ca.pem'))
    # Called on this thread, because everything here is synchronous; a callback on another has no PowerShell to run in.
    # Chain and host name are judged as for a board: against the stub's authority, and no other.
    $check = [Net.Security.RemoteCertificateValidationCallback] {
        param($source, $certificate, $chain, $problems)
        $own = [Security.Cryptography.X509Certificates.X509Chain]::new()
        $own.ChainPolicy.RevocationMode = 'NoCheck'
        $own.ChainPolicy.VerificationFlags = 'AllowUnknownCertificateAuthority'
        [void] $own.ChainPolicy.ExtraStore.Add($authority)
        $isBuilt = $own.Build([Security.Cryptography.X509Certificates.X509Certificate2]::new($certificate))
        $root = $own.ChainElements[$own.ChainElements.Count - 1].Certificate
        $isBuilt -and $root.Thumbprint -eq $authority.Thumbprint -and -not ($problems -band [Net.Security.SslPolicyErrors]::RemoteCertificateNameMismatch)
    }
    $Client.ReceiveTimeout = 5000
    $Client.SendTimeout = 5000
    $stream = [Net.Security.SslStream]::new($Client.GetStream(), $false, $check)
    try {
        # The newest that both know; Windows PowerShell would offer TLS 1.0 alone.
        $stream.AuthenticateAsClient('localhost', $null, [Security.Authentication.SslProtocols]::Tls12, $false)
        $head = "$Method /control/devices HTTP/1.1`r`nHost: localhost`r`nContent-Type: application/json`r`nContent-Length: $($Body.Length)`r`nConnection: close`r`n`r`n"
        $bytes = [Text.Encoding]::ASCII.GetBytes($head + $Body)
        $stream.Write($bytes, 0, $bytes.Length)
        $answer = [IO.StreamReader]::new($stream).ReadLine()
        ([string] $answer -split ' ')[1]
    }
    finally {
        $stream.Dispose()
        $authority.Dispose()
    }
}
