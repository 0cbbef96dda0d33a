return Gossip.Cli.App.Run(args);
