@rem The same on Windows, with the sh that comes with Git.
@sh "%~dp0nanoff" %*
