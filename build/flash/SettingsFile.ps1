# Reads files in the form of nf.config, with the same parser, limits and sentences as ServerStub/Configuration/NfConfigFile.cs.

$NfMaxBytes = 64KB
$NfMaxKeyLength = 64

function New-NfError {
    param([string] $Source, [int] $Line, [string] $Key, [string] $Problem)

    $place = $Source
    if ($Line -gt 0) { $place = "$Source($Line)" }
    $text = "${place}: $Problem"
    if ($Key.Length -gt 0) { $text = "${place}: ${Key}: $Problem" }
    @{ Line = $Line; Text = $text }
}

# Entries and errors of a file: @{ Entries; Errors }, errors in the file's order.
function Read-NfFile {
    param([string] $Path, $Table, [switch] $AllowPrivate)

    $name = [IO.Path]::GetFileName($Path)
    $read = @{ Entries = [Collections.Generic.List[object]]::new(); Errors = [Collections.Generic.List[object]]::new() }
    $bytes = Read-NfBytes $Path $name $read.Errors
    if ($null -ne $bytes) {
        Read-NfXml $bytes $name $read
        if ($read.Errors.Count -eq 0 -or -not $read.ContainsKey('IsBroken')) {
            Test-NfEntries $read $name $Table $AllowPrivate.IsPresent
        }
    }

    $read.Errors = Get-NfInOrder $read.Errors
    $read
}

function Read-NfBytes {
    param([string] $Path, [string] $Name, $Errors)

    try {
        $bytes = [IO.File]::ReadAllBytes($Path)
    }
    catch {
        $problem = 'cannot be read; check that it is a file and that you may read it'
        if (-not [IO.File]::Exists($Path) -and -not [IO.Directory]::Exists($Path)) {
            $problem = "not found; run from the repository's folder or name the file with --config"
        }

        $Errors.Add((New-NfError $Name 0 '' $problem))
        return
    }

    if ($bytes.Length -gt $NfMaxBytes) {
        $Errors.Add((New-NfError $Name 0 '' "is larger than $NfMaxBytes bytes; keep only settings in it"))
        return
    }

    , $bytes
}

function Read-NfXml {
    param([byte[]] $Bytes, [string] $Name, $Read)

    # No DTD and no resolver: a configuration file must not be able to read other files or grow in memory.
    $rules = [Xml.XmlReaderSettings]::new()
    $rules.DtdProcessing = [Xml.DtdProcessing]::Prohibit
    $rules.XmlResolver = $null
    $rules.MaxCharactersInDocument = $NfMaxBytes
    $reader = [Xml.XmlReader]::Create([IO.MemoryStream]::new($Bytes), $rules)
    try {
        Read-NfElements $reader $Name $Read
    }
    catch [Xml.XmlException] {
        $Read.Entries.Clear()
        $Read.Errors.Clear()
        $Read.IsBroken = $true
        if (-not (Test-Utf8 $Bytes)) {
            $Read.Errors.Add((New-NfError $Name 0 '' 'is not saved as UTF-8; save it as UTF-8 in your editor'))
            return
        }

        # The parser's own text may quote a piece of a value, and values may be secrets.
        $line = $_.Exception.LineNumber
        $column = ''
        if ($line -gt 0) { $column = " at column $($_.Exception.LinePosition)" }
        $Read.Errors.Add((New-NfError $Name $line '' (
            "not well-formed XML$column; close every tag, write & as &amp; and < as &lt;, and use no DOCTYPE")))
    }
    finally {
        $reader.Dispose()
    }
}

function Test-Utf8 {
    param([byte[]] $Bytes)

    try {
        [Text.UTF8Encoding]::new($false, $true).GetString($Bytes).IndexOf([char] 0) -lt 0
    }
    catch [ArgumentException] {
        $false
    }
}

function Read-NfElements {
    param($Reader, [string] $Name, $Read)

    # PowerShell sees no members of an interface on a class that is not public: reflection does.
    $lineOf = [Xml.IXmlLineInfo].GetProperty('LineNumber')
    $parent = ''
    $strays = 0
    while ($Reader.Read()) {
        if ($Reader.NodeType -ne [Xml.XmlNodeType]::Element) { continue }
        $element = $Reader.LocalName
        if ($Reader.NamespaceURI.Length -gt 0) { $element = "{$($Reader.NamespaceURI)}$element" }
        $line = $lineOf.GetValue($Reader, $null)
        if ($Reader.Depth -eq 0) {
            $Read.IsBroken = $element -cne 'configuration'
            if ($Read.IsBroken) { $Read.Errors.Add((New-NfError $Name $line '' 'the outermost element must be <configuration>')) }
        }
        elseif ($Read.IsBroken) { continue }
        elseif ($Reader.Depth -eq 1) {
            $parent = $element
            if ($element -cne 'appSettings') {
                # Before those of entries, for errors of one line.
                $Read.Errors.Insert($strays, (New-NfError $Name $line '' 'only <appSettings> may stand in <configuration>; remove the other element'))
                $strays++
            }
        }
        elseif ($Reader.Depth -eq 2 -and $parent -ceq 'appSettings') {
            Read-NfEntry $Reader $element $line $Name $Read
        }
    }

    if (-not $Read.IsBroken) { $Read.Remove('IsBroken') }
}

function Read-NfEntry {
    param($Reader, [string] $Element, [int] $Line, [string] $Name, $Read)

    $key = $Reader.GetAttribute('key')
    $value = $Reader.GetAttribute('value')
    if ($Element -ceq 'add' -and $Reader.AttributeCount -eq 2 -and $null -ne $value -and $null -ne $key `
        -and $key.Length -gt 0 -and $key.Length -le $NfMaxKeyLength) {
        $Read.Entries.Add(@{ Key = $key; Value = $value; Line = $Line })
        return
    }

    $dots = [char] 0x2026
    $Read.Errors.Add((New-NfError $Name $Line '' "must be <add key=`"$dots`" value=`"$dots`" /> with just these two attributes"))
}

function Test-NfEntries {
    param($Read, [string] $Name, $Table, [bool] $AllowPrivate)

    $firstLines = [Collections.Generic.Dictionary[string, int]]::new([StringComparer]::OrdinalIgnoreCase)
    foreach ($entry in $Read.Entries) {
        $problem = Find-NfProblem $Table $entry.Key $entry.Value
        $setting = $Table | Where-Object { $_.Key.Equals($entry.Key, [StringComparison]::OrdinalIgnoreCase) }
        if ($firstLines.ContainsKey($entry.Key)) {
            $problem = "is already set on line $($firstLines[$entry.Key]); keep one of the two"
        }
        elseif (-not $AllowPrivate -and $entry.Value.Length -gt 0 -and $null -ne $setting -and $setting.IsPrivate) {
            $problem = "does not belong in the shared file; move it to nf.local.config or set $($setting.EnvironmentName)"
        }

        if (-not $firstLines.ContainsKey($entry.Key)) { $firstLines.Add($entry.Key, $entry.Line) }
        if ($null -ne $problem) { $Read.Errors.Add((New-NfError $Name $entry.Line $entry.Key $problem)) }
    }
}

# By line; those of one line stay in the order in which they were found.
function Get-NfInOrder {
    param($Errors)

    $ordered = [Collections.Generic.List[object]]::new()
    foreach ($problem in $Errors) {
        $at = $ordered.Count
        while ($at -gt 0 -and $ordered[$at - 1].Line -gt $problem.Line) { $at-- }
        $ordered.Insert($at, $problem)
    }

    , $ordered
}

# All settings by key: defaults, nf.config, nf.local.config, environment, parameters; each wins over the one before.
function Read-NfSettings {
    param([string] $Root, [Collections.IDictionary] $Environment, [Collections.IDictionary] $Overrides)

    $table = @(Get-NfSettingTable)
    $values = @{}
    foreach ($setting in $table) { $values[$setting.Key] = $setting.Default }
    Add-NfValues $values (Read-NfFile ([IO.Path]::Combine($Root, 'nf.config')) $table)
    $local = [IO.Path]::Combine($Root, 'nf.local.config')
    if ([IO.File]::Exists($local)) { Add-NfValues $values (Read-NfFile $local $table -AllowPrivate) }
    foreach ($setting in $table) {
        # Empty counts as not set, because on Windows an empty variable does not exist.
        $value = [string] $Environment[$setting.EnvironmentName]
        if ($value.Length -gt 0) {
            Set-NfValue $values $table "environment $($setting.EnvironmentName)" $setting.Key $value
        }
    }

    foreach ($key in $Overrides.Keys) { Set-NfValue $values $table 'command line' $key $Overrides[$key] }
    $values
}

function Add-NfValues {
    param($Values, $Read)

    if ($Read.Errors.Count -gt 0) {
        Stop-Flash Settings (($Read.Errors | ForEach-Object { $_.Text }) -join [Environment]::NewLine) 'mend the lines named above, then run flash.ps1 again'
    }

    foreach ($entry in $Read.Entries) { $Values[$entry.Key] = $entry.Value }
}

function Set-NfValue {
    param($Values, $Table, [string] $Source, [string] $Key, [string] $Value)

    $problem = Find-NfProblem $Table $Key $Value
    if ($null -ne $problem) {
        Stop-Flash Settings (New-NfError $Source 0 $Key $problem).Text 'mend it and run flash.ps1 again'
    }

    $Values[$Key] = $Value
}

# A path of a setting starts at nf.config's folder.
function Get-NfFullPath {
    param([string] $Root, [string] $Path)

    [IO.Path]::GetFullPath([IO.Path]::Combine($Root, $Path))
}
