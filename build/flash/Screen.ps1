# What a person sees. Everything passes here, so that no secret can be printed by any other way.

function New-FlashScreen {
    # Secrets: the texts that are replaced by *** wherever they turn up.
    @{ Secrets = [System.Collections.Generic.List[string]]::new(); IsDryRun = $false }
}

function Add-FlashSecret {
    param($Screen, [string] $Secret)

    if ($Secret.Length -gt 0 -and -not $Screen.Secrets.Contains($Secret)) {
        $Screen.Secrets.Add($Secret)
    }
}

# What comes from a board or a tool may hold anything: control characters would reach the terminal.
function Hide-FlashSecret {
    param($Screen, [string] $Text)

    $shown = [regex]::Replace($Text, '\x1B\[[0-9;?]*[A-Za-z]|[\x00-\x08\x0B-\x1F\x7F]', '')
    foreach ($secret in $Screen.Secrets) {
        $shown = [regex]::Replace($shown, [regex]::Escape($secret), '***', 'IgnoreCase')
    }

    $shown
}

function Write-FlashLine {
    param($Screen, [string] $Text, [ConsoleColor] $Colour = [ConsoleColor]::Gray)

    # Write-Host and not the host's screen: what goes to a stream can be kept with *> log.txt.
    $shown = Hide-FlashSecret $Screen $Text
    if ($Colour -eq [ConsoleColor]::Gray) { Write-Host $shown } else { Write-Host $shown -ForegroundColor $Colour }
}

function Write-FlashStep {
    param($Screen, [string] $Text)

    Write-FlashLine $Screen "== $Text" Cyan
}

function Write-FlashDetail {
    param($Screen, [string] $Text)

    # No colour of its own: dark grey is black where a terminal has eight colours.
    Write-FlashLine $Screen "   $Text"
}

function Write-FlashWarning {
    param($Screen, [string] $Text)

    Write-FlashLine $Screen "   warning: $Text" Yellow
}

function Write-FlashFailure {
    param($Screen, [Exception] $Failure)

    Write-FlashLine $Screen "failed: $($Failure.Message)" Red
    Write-FlashLine $Screen "next:   $($Failure.Data['FlashNext'])" Yellow
}
