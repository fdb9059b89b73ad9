# nf.config for PowerShell: the same rows and rules as ServerStub/Configuration/NfSettings.cs and NfRules.cs. Tests compare
# the rows, and let both readers judge the same files (VirtualDevice.Tests/Flash/Samples).

function New-NfRule {
    param([string] $Requirement, [scriptblock] $Accepts)

    @{ Requirement = $Requirement; Accepts = $Accepts }
}

function Get-NfText {
    param([int] $Min, [int] $Max)

    New-NfRule "must be $Min to $Max characters without control characters" {
        param($value) $value.Length -ge $Min -and $value.Length -le $Max -and $value -notmatch '\p{Cc}'
    }.GetNewClosure()
}

# What goes on the air is counted in bytes.
function Get-NfBytes {
    param([int] $Min, [int] $Max)

    New-NfRule "must be $Min to $Max bytes of UTF-8 without control characters" {
        param($value)
        $length = [Text.Encoding]::UTF8.GetByteCount($value)
        $length -ge $Min -and $length -le $Max -and $value -notmatch '\p{Cc}'
    }.GetNewClosure()
}

function Get-NfNumber {
    param([int] $Min, [int] $Max)

    New-NfRule "must be a whole number from $Min to $Max" {
        param($value)
        $number = 0
        [int]::TryParse($value, [Globalization.NumberStyles]::AllowLeadingSign, [cultureinfo]::InvariantCulture, [ref] $number) `
            -and $number -ge $Min -and $number -le $Max
    }.GetNewClosure()
}

function Get-NfChoice {
    param([string[]] $Words)

    New-NfRule ('must be ' + (($Words | ForEach-Object { '"' + $_ + '"' }) -join ' or ')) {
        param($value) $Words -ccontains $value
    }.GetNewClosure()
}

function Get-NfId {
    param([int] $Min)

    New-NfRule "must be $Min to 64 characters of A-Z a-z 0-9 _ -" {
        param($value) $value.Length -ge $Min -and $value.Length -le 64 -and $value -cmatch '\A[A-Za-z0-9_-]*\z'
    }.GetNewClosure()
}

# The same rule, satisfied by an empty value too, which then means "not set".
function Get-NfOrEmpty {
    param($Rule)

    $accepts = $Rule.Accepts
    New-NfRule ($Rule.Requirement + ', or be empty') { param($value) $value.Length -eq 0 -or (& $accepts $value) }.GetNewClosure()
}

function Test-NfServerUrl {
    param([string] $Value)

    # Labels of 1 to 63 letters, digits and inner hyphens (RFC 1123, 2.1).
    if ($Value.Length -gt 200 -or $Value -cnotmatch '\Ahttps://([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.(?=[A-Za-z0-9])|(?=[:/]|\z)))+(:(?<port>[0-9]{1,5}))?/?\z') {
        return $false
    }

    -not $Matches.ContainsKey('port') -or ([int] $Matches['port'] -ge 1 -and [int] $Matches['port'] -le 65535)
}

function Get-NfRuleBook {
    $path = New-NfRule 'must be a path without control characters' {
        param($value) $value.Length -gt 0 -and $value.Length -le 260 -and $value -notmatch '\p{Cc}'
    }
    @{
        Path    = $path
        Target  = New-NfRule 'must be auto or a nanoFramework target, such as ESP32_REV3 or ESP32_S3_QUAD' {
            param($value) $value.Length -ge 3 -and $value.Length -le 64 -and $value -cmatch '\A[A-Za-z0-9_.]+\z'
        }
        Version = New-NfRule 'must be four numbers with dots, such as 1.17.0.334' {
            param($value) $value -cmatch '\A[0-9]{1,5}(\.[0-9]{1,5}){3}\z'
        }
        Url     = New-NfRule 'must be an https address without path, such as https://example.org:8443' {
            param($value) Test-NfServerUrl $value
        }
        UrlPath = New-NfRule 'must start with / and hold only A-Z a-z 0-9 _ - . and /, without / at the end' {
            param($value) $value.Length -le 128 -and $value -cmatch '\A(/[A-Za-z0-9_.-]+)+\z'
        }
        Secret  = New-NfRule 'must be 64 hex characters' { param($value) $value -cmatch '\A[0-9A-Fa-f]{64}\z' }
        Flag    = Get-NfChoice 'true', 'false'
        Address = New-NfRule 'must be an IP address, such as 0.0.0.0 or 127.0.0.1' {
            param($value)
            $address = $null
            [Net.IPAddress]::TryParse($value, [ref] $address)
        }
    }
}

function New-NfSetting {
    param([string] $Key, [string] $Default, $Rule, [switch] $Private)

    @{
        Key = $Key; Default = $Default; Rule = $Rule; IsPrivate = $Private.IsPresent
        EnvironmentName = 'TEDDY_' + $Key.Replace('.', '_').ToUpperInvariant()
    }
}

# One row each, in the order of NfSettings.cs.
function Get-NfSettingTable {
    $rule = Get-NfRuleBook

    New-NfSetting 'board.target' 'auto' $rule.Target
    New-NfSetting 'board.clrVersion' '1.17.0.334' $rule.Version
    New-NfSetting 'board.port' 'auto' (Get-NfText 1 128)
    New-NfSetting 'board.baud' '1500000' (Get-NfNumber 9600 3000000)
    New-NfSetting 'wifi.ssid' '' (Get-NfBytes 0 32)
    New-NfSetting 'wifi.password' '' (Get-NfOrEmpty (Get-NfBytes 8 63)) -Private

    New-NfSetting 'server.url' 'https://ai-tiddy-bear-v-xuqy.onrender.com' $rule.Url
    New-NfSetting 'server.caFile' '' (Get-NfOrEmpty $rule.Path)

    New-NfSetting 'device.id' 'Teddy-ESP32-0001' (Get-NfId 8)
    New-NfSetting 'device.secret' '' (Get-NfOrEmpty $rule.Secret) -Private
    New-NfSetting 'child.id' '' (Get-NfOrEmpty (Get-NfId 1)) -Private

    New-NfSetting 'claim.path' '/api/v1/pair/claim' $rule.UrlPath
    New-NfSetting 'claim.nonce' 'bytes' (Get-NfChoice 'bytes', 'text')
    New-NfSetting 'refresh.path' '/api/v1/pair/token/refresh' $rule.UrlPath
    New-NfSetting 'session.path' '/ws/esp32' $rule.UrlPath

    New-NfSetting 'stub.address' '0.0.0.0' $rule.Address
    New-NfSetting 'stub.port' '8443' (Get-NfNumber 0 65535)
    New-NfSetting 'stub.dataFolder' '.teddy/stub' $rule.Path
    New-NfSetting 'stub.profile' 'contract' (Get-NfChoice 'contract', 'deployed')
    New-NfSetting 'stub.responses' 'plain' (Get-NfChoice 'plain', 'deployed')
    New-NfSetting 'stub.accessLifetimeSeconds' '3600' (Get-NfNumber 1 31536000)
    New-NfSetting 'stub.refreshLifetimeSeconds' '604800' (Get-NfNumber 1 31536000)
    New-NfSetting 'stub.rotateRefresh' 'false' $rule.Flag
    New-NfSetting 'stub.claimsPerMinute' '30' (Get-NfNumber 0 1000000)
    New-NfSetting 'stub.idempotentClaimSeconds' '0' (Get-NfNumber 0 86400)
    New-NfSetting 'stub.echo' 'full' (Get-NfChoice 'full', 'echo', 'bare')
    New-NfSetting 'stub.controlKey' '' (Get-NfOrEmpty (Get-NfText 16 128)) -Private
    New-NfSetting 'stub.refuseUpgrade' 'false' $rule.Flag
}

# A problem with a key and its value, or $null. Never repeats the value: it may be a secret.
function Find-NfProblem {
    param($Table, [string] $Key, [string] $Value)

    # Not ToUpper of the person's culture: "I" is another letter in some.
    $setting = $Table | Where-Object { $_.Key.Equals($Key, [StringComparison]::OrdinalIgnoreCase) }
    if ($null -eq $setting) {
        $near = Get-NfNearestKey $Table $Key
        if ($null -eq $near) { return 'unknown key; remove it' }
        return "unknown key; did you mean `"$near`"?"
    }

    if ($setting.Key -cne $Key) {
        return "unknown key; write it as `"$($setting.Key)`""
    }

    if (& $setting.Rule.Accepts $Value) { return $null }
    $setting.Rule.Requirement
}

function Get-NfNearestKey {
    param($Table, [string] $Key)

    $nearest = $null
    $least = 4
    foreach ($setting in $Table) {
        $distance = Get-NfEditDistance $setting.Key.ToUpperInvariant() $Key.ToUpperInvariant()
        if ($distance -lt $least) {
            $least = $distance
            $nearest = $setting.Key
        }
    }

    $nearest
}

# Levenshtein over two rows; keys are short, and the reader bounds them.
function Get-NfEditDistance {
    param([string] $Left, [string] $Right)

    $previous = @(0..$Right.Length)
    for ($i = 1; $i -le $Left.Length; $i++) {
        $current = @($i) + @(0) * $Right.Length
        for ($j = 1; $j -le $Right.Length; $j++) {
            $differs = [int] ($Left[$i - 1] -cne $Right[$j - 1])
            $current[$j] = [Math]::Min($previous[$j - 1] + $differs, [Math]::Min($previous[$j], $current[$j - 1]) + 1)
        }

        $previous = $current
    }

    $previous[$Right.Length]
}
