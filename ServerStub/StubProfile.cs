namespace ServerStub;

/// <summary>Whose habits the stub has.</summary>
public enum StubProfile
{
    /// <summary>Those of the contract.</summary>
    Contract,

    /// <summary>All of the deployed server's too: <see cref="Deployed.DeployedHabits"/>.</summary>
    Deployed,
}
