Console.WriteLine("gossip");
