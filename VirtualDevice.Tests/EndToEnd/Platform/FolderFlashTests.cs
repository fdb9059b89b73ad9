namespace VirtualDevice.Tests.EndToEnd.Platform;

/// <summary>Flash in a folder.</summary>
public sealed class FolderFlashTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_read_as_it_was_written_by_another_instance_too()
    {
        NewFlash().Write("token.0", [1, 2, 3]);

        Assert.Equal([1, 2, 3], NewFlash().Read("token.0", 3)!);
    }

    [Fact]
    public void A_shorter_content_replaces_a_longer_one_whole()
    {
        FolderFlash flash = NewFlash();
        flash.Write("token.0", [1, 2, 3]);

        flash.Write("token.0", [9]);

        Assert.Equal([9], flash.Read("token.0", 100)!);
    }

    [Fact]
    public void A_missing_an_empty_and_a_too_long_file_are_null()
    {
        FolderFlash flash = NewFlash();
        flash.Write("long", new byte[11]);
        File.WriteAllBytes(_folder[Path.Combine("flash", "empty")], []);

        Assert.Null(flash.Read("missing", 10));
        Assert.Null(flash.Read("empty", 10));
        Assert.Null(flash.Read("long", 10));
        Assert.True(flash.Exists("empty"));
        Assert.False(flash.Exists("missing"));
    }

    [Fact]
    public void Deleting_twice_is_no_error_and_the_list_shows_what_is_left()
    {
        FolderFlash flash = NewFlash();
        flash.Write("a", [1]);
        flash.Write("b", [1]);

        flash.Delete("a");
        flash.Delete("a");

        Assert.Equal(["b"], flash.List());
    }

    [Theory]
    [InlineData(""), InlineData("."), InlineData(".."), InlineData("../board.json"), InlineData("a/b"), InlineData("a\\b")]
    [InlineData("Upper"), InlineData("nul\0")]
    [InlineData("abcdefghijabcdefghijabcdefghijabcdefghijk")]
    public void A_name_that_is_none_is_refused_by_every_call(string name)
    {
        FolderFlash flash = NewFlash();

        Assert.Throws<ArgumentException>(() => flash.Write(name, [1]));
        Assert.Throws<ArgumentException>(() => flash.Read(name, 1));
        Assert.Throws<ArgumentException>(() => flash.Delete(name));
        Assert.Throws<ArgumentException>(() => flash.Exists(name));
    }

    [Fact]
    public void Folder_and_files_are_the_owners_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no mode bits.");
            return;
        }

        NewFlash().Write("secret", [1]);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder[Path.Combine("flash", "secret")]));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder["flash"]));
    }

    [Fact]
    public void A_board_keeps_its_locally_administered_MAC_address_and_another_board_has_another()
    {
        byte[] mac = new PcNetwork(_folder["one"]).GetMacAddress();

        Assert.Equal(mac, new PcNetwork(_folder["one"]).GetMacAddress());
        Assert.NotEqual(mac, new PcNetwork(_folder["two"]).GetMacAddress());
        Assert.Equal(6, mac.Length);
        Assert.Equal(0x02, mac[0] & 0x03);
    }

    private FolderFlash NewFlash() => new(_folder["flash"]);
}
