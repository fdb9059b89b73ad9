# -WhatIf: what a run would do with a board, from what can be known without one.

function Show-FlashPlan {
    param($Run)

    $Run.Target = Get-PlannedTarget $Run
    $file = { param($name) "<folder for this run>/$name" }
    $baud = $Run.Settings['board.baud']
    Write-FlashStep $Run.Screen 'the board was not looked at; a run would'
    Write-Plan $Run 'ask the chip what it is' @('--platform', 'esp32', '--serialport', $Run.Port, '--baud', $baud, '--devicedetails', '-v', 'n')
    if (-not $Run.IsReset) { Write-Plan $Run 'ask nanoCLR what it is' @('--nanodevice', '--devicedetails', '--serialport', $Run.Port, '-v', 'n') }
    if (-not $Run.IsSkipClr) {
        $erase = @()
        $why = 'flash nanoCLR, where there is none that fits'
        if ($Run.IsReset) { $erase = @('--masserase') ; $why = 'erase the flash and flash nanoCLR' }
        Write-Plan $Run $why (@('--update', '--platform', 'esp32', '--target', $Run.Target.Name, '--serialport', $Run.Port, '--baud', $baud, '--fwversion', $Run.Settings['board.clrVersion'], '--nobackupconfig', '-v', 'm') + $erase)
    }

    $address = '<address of the chip>'
    if ($Run.Target.Chip.Length -gt 0) { $address = '0x{0:X}' -f (Get-ChipPlace $Run).Address }
    Write-Plan $Run 'flash the application' @('--deploy', '--platform', 'esp32', '--target', $Run.Target.Name, '--serialport', $Run.Port, '--baud', $baud, '--image', (& $file 'image.bin'), '--address', $address, '-v', 'n')
    Write-Plan $Run 'write the CA bundle, the provisioning file and the Wi-Fi settings' @('--filedeployment', (& $file 'files.json'), '--networkdeployment', (& $file 'network.json'), '--serialport', $Run.Port, '-v', 'n')
    Write-FlashDetail $Run.Screen 'restart the board and read its first log lines'
    if ($Run.IsStub) { Write-FlashDetail $Run.Screen 'register the device with the stub' }
}

function Get-PlannedTarget {
    param($Run)

    if ($null -ne $Run.Target) { return $Run.Target }
    @{ Name = '<target of the chip>'; Chip = '' }
}

function Write-Plan {
    param($Run, [string] $What, [string[]] $Arguments)

    Write-FlashDetail $Run.Screen $What
    Write-FlashCommand $Run 'nanoff' ($Arguments + '--suppressnanoffversioncheck')
}
