#requires -Version 5.1
<#
.SYNOPSIS
Makes a bare ESP32 board a teddy: nanoCLR, the application, Wi-Fi, CA bundle, and an identity of its own.

.DESCRIPTION
Reads nf.config and its git-ignored twin nf.local.config, which it makes from a template where it is missing. Works with Windows
PowerShell 5.1 and PowerShell 7, on Windows, Linux and macOS, and needs nanoff (see -InstallTools). Run it as often as you like: a
device keeps its secret, in .teddy/devices, and a board that has everything gets the same again.

Exit codes: 0 done; 1 fault in this script; 2 settings or parameters; 3 nanoff missing, too old or not starting; 4 serial port; 5
application image; 6 chip does not answer, or is another; 7 nanoCLR; 8 application; 9 Wi-Fi or CA bundle; 10 provisioning file; 11
the board runs something else; 12 the board's first log lines; 13 CA file; 14 the stub's registry.

.PARAMETER Stub
The device talks to ServerStub on this machine, trusts its development CA as well, and is registered with it.

.PARAMETER Port
Serial port, such as COM5 or /dev/ttyUSB0, in place of board.port.

.PARAMETER Target
nanoFramework target, such as ESP32_PSRAM_REV3, in place of board.target.

.PARAMETER Image
Application image in place of TeddyFirmware/bin/Release/TeddyFirmware.bin.

.PARAMETER SkipClr
Leaves nanoCLR as it is, even where it is too old.

.PARAMETER Reset
Factory reset: erases the whole flash, and gives the device a new secret.

.PARAMETER Monitor
Follows the board's log until Ctrl-C.

.PARAMETER InstallTools
Installs nanoff into .teddy/tools first, for this repository alone.

.PARAMETER LogSeconds
How long to wait for the board's first log lines.

.EXAMPLE
./flash.ps1 -Stub -Monitor

.EXAMPLE
./flash.ps1 -WhatIf
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [switch] $Stub,
    [string] $Port = '',
    [string] $Target = '',
    [string] $Image = '',
    [switch] $SkipClr,
    [switch] $Reset,
    [switch] $Monitor,
    [switch] $InstallTools,
    [ValidateRange(1, 600)] [int] $LogSeconds = 60
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$scripts = [IO.Path]::Combine($PSScriptRoot, 'build', 'flash')
foreach ($file in 'Failure', 'Screen', 'Settings', 'SettingsFile', 'Tools', 'Ports', 'Board', 'Workspace', 'Identity', 'DeployFiles', 'Stub', 'Serial', 'Flash') {
    . ([IO.Path]::Combine($scripts, "$file.ps1"))
}

# .NET's working folder is not PowerShell's.
if ($Image.Length -gt 0) { $Image = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Image) }

exit (Invoke-Flash $PSScriptRoot $scripts ([Environment]::GetEnvironmentVariables()) @{
        IsStub = $Stub.IsPresent; Port = $Port; Target = $Target; Image = $Image; IsSkipClr = $SkipClr.IsPresent; IsReset = $Reset.IsPresent
        IsMonitor = $Monitor.IsPresent; IsInstall = $InstallTools.IsPresent; LogSeconds = $LogSeconds; IsDryRun = [bool] $WhatIfPreference
    })
