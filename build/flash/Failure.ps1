# The exit codes of flash.ps1, and how a step ends the run with one of them. README.md lists them for people.

$FlashExit = @{
    Done         = 0    # the board is flashed and says so itself
    Fault        = 1    # a fault in flash.ps1
    Settings     = 2    # nf.config, nf.local.config, the environment or a parameter
    Tool         = 3    # nanoff is missing, too old, or does not run
    Port         = 4    # no serial port, several, or one that is in use
    Image        = 5    # the application image is missing, empty, or too large
    Chip         = 6    # the chip does not answer, or is not the one of board.target
    Clr          = 7    # nanoCLR could not be flashed
    Deploy       = 8    # the application could not be flashed
    Network      = 9    # Wi-Fi settings or the CA bundle were not taken
    Provisioning = 10   # the provisioning file was not taken
    Details      = 11   # the board's own account of itself is not what was flashed
    Log          = 12   # the board's first log lines say no, or say nothing
    Bundle       = 13   # the CA bundle, or the stub's CA, is missing or broken
    Register     = 14   # the device could not be put into the stub's registry
    Tests        = 15   # a unit test on the board failed, or did not run
    Stopped      = 130  # Ctrl-C
}

# Ends the run: what is wrong, and what to do next. The problem never holds a secret.
function Stop-Flash {
    param([string] $Code, [string] $Problem, [string] $Next)

    $failure = [System.InvalidOperationException]::new($Problem)
    $failure.Data['FlashExit'] = $FlashExit[$Code]
    $failure.Data['FlashNext'] = $Next
    throw $failure
}
