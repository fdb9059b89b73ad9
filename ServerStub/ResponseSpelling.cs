namespace ServerStub;

/// <summary>How answers are spelled (contract section 2.1).</summary>
public enum ResponseSpelling
{
    /// <summary><c>{"access":…,"refresh":…}</c> and <c>{"detail":…}</c>.</summary>
    Plain,

    /// <summary>
    /// <c>{"access_token":…,"refresh_token":…,…}</c> and <c>{"error":{…}}</c>; ids are lower-cased in tokens
    /// (contract section 4), as the deployed server does.
    /// </summary>
    Deployed,
}
