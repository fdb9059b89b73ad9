#!/usr/bin/env pwsh
#requires -Version 5.1

<#
.SYNOPSIS
Makes a bare ESP32 board a teddy: nanoCLR, the application, Wi-Fi, CA bundle, and an identity of its own.

.DESCRIPTION
Reads nf.config and its git-ignored twin nf.local.config, which it makes from a template where it is missing. Works with Windows
PowerShell 5.1 and PowerShell 7, on Windows, Linux and macOS, and needs the .NET SDK and nanoff (see -InstallTools). Builds the
image where it is missing or older than its sources. Run it as often as you like: a device keeps its secret, in .teddy/devices,
and a board that has everything gets the same again.

Exit codes: 0 done; 1 fault in this script; 2 settings or parameters; 3 nanoff missing, too old or not starting; 4 serial port; 5
application image; 6 chip does not answer, or is another; 7 nanoCLR; 8 application; 9 Wi-Fi; 10 CA bundle or provisioning file; 11
the board runs something else; 12 the board's first log lines; 13 CA file; 14 the stub's registry; 15 unit tests; 130 Ctrl-C
before all is done. Who leaves the log of a board that was flashed by Ctrl-C gets 0; who only listened, 130.

.PARAMETER Stub
The device talks to ServerStub on this machine, trusts its development CA as well, and is registered with it.

.PARAMETER Port
Serial port, such as COM5 or /dev/ttyUSB0, in place of board.port.

.PARAMETER Target
nanoFramework target, such as ESP32_PSRAM_REV3, in place of board.target.

.PARAMETER Image
Application image in place of TeddyFirmware/bin/Release/TeddyFirmware.bin; it is flashed as it is, and not built.

.PARAMETER SkipClr
Leaves nanoCLR as it is, even where it is too old.

.PARAMETER Reset
Factory reset: erases the whole flash, and gives the device a new secret.

.PARAMETER Test
Runs the unit tests on the board, part by part, in place of the firmware. Flash the firmware again afterwards.

.PARAMETER Monitor
Follows the board's log until Ctrl-C. Alone, or with -Port and -Target, it only listens and changes nothing.

.PARAMETER InstallTools
Installs nanoff into .teddy/tools first, for this repository alone.

.PARAMETER LogSeconds
How long to wait for the board's first log lines, and with -Test for the next result: 1 to 600, 60 where it is not given.

.PARAMETER Unknown
What is no parameter: told, with exit code 2.

.EXAMPLE
./flash.ps1 -Stub -Monitor

.EXAMPLE
./flash.ps1 -WhatIf
#>
[CmdletBinding(SupportsShouldProcess, PositionalBinding = $false)]
param(
    [switch] $Stub,
    [ArgumentCompleter({
            param($command, $parameter, $word)
            [System.IO.Ports.SerialPort]::GetPortNames() | Where-Object { $_ -like "$word*" }
        })]
    [string] $Port = '',
    [ArgumentCompleter({
            param($command, $parameter, $word)
            . ([IO.Path]::Combine($PSScriptRoot, 'build', 'flash', 'Targets.ps1'))
            @('auto') + @(Get-TargetTable | Where-Object { $_.Unfit.Length -eq 0 } | ForEach-Object { $_.Name }) | Where-Object { $_ -like "$word*" }
        })]
    [string] $Target = '',
    [string] $Image = '',
    [switch] $SkipClr,
    [switch] $Reset,
    [switch] $Test,
    [switch] $Monitor,
    [switch] $InstallTools,
    [string] $LogSeconds = '60',
    [Parameter(ValueFromRemainingArguments)] [string[]] $Unknown = @()
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# For Ctrl-C, which leaves PowerShell's own code at 0.
function Set-StoppedCode {
    param([int] $Code)

    $global:LASTEXITCODE = $Code
    # A shell in which a person typed the script's name stays open; one that was started for the script ends with this code.
    $arguments = [Environment]::GetCommandLineArgs() -join ' '
    if ($arguments -match 'flash\.ps1' -and $arguments -notmatch '(?i)-noe') { $Host.SetShouldExit($Code) }
}

# Stopped, until it is known otherwise: that Ctrl-C was pressed is seen in a finally alone.
$isStopped = $true
try {
    $scripts = [IO.Path]::Combine($PSScriptRoot, 'build', 'flash')
    foreach ($file in [IO.Directory]::GetFiles($scripts, '*.ps1')) { . $file }

    # .NET's working folder is not PowerShell's.
    if ($Image.Length -gt 0) { $Image = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Image) }

    $run = New-FlashRun $PSScriptRoot $scripts ([Environment]::GetEnvironmentVariables()) @{
        IsStub = $Stub.IsPresent; WantedPort = $Port; Target = $Target; Image = $Image; IsSkipClr = $SkipClr.IsPresent; IsReset = $Reset.IsPresent
        IsTest = $Test.IsPresent; IsMonitor = $Monitor.IsPresent; IsInstall = $InstallTools.IsPresent; LogSeconds = $LogSeconds
        IsDryRun = [bool] $WhatIfPreference; Given = $PSBoundParameters; Wrong = $Unknown; Cmdlet = $PSCmdlet
    }
    $isStopped = $false
}
catch {
    $isStopped = $false
    throw
}
finally {
    if ($isStopped) { Set-StoppedCode 130 }
}

exit (Invoke-Flash $run)
