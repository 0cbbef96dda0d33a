using Akka.Configuration;

namespace Gossip.Nodes.Live;

/// <summary>The settings of the actor system that a process of the cluster runs in.</summary>
internal static class ClusterConfig
{
    public const string SystemName = "gossip";

    /// <summary>
    /// Vectors do not travel here, so frames are small. Heartbeats have threads of their own; a member that is out of reach
    /// for long is downed by the majority, and a minority downs itself. While members
    /// come and go too fast to tell, nobody does: two parts that went on apart find each other and become one again.
    /// </summary>
    public static Config Of(HostOptions options, MemberRoles roles) => ConfigurationFactory.ParseString($$"""
        akka {
          loglevel = WARNING
          loggers = ["Gossip.Nodes.Live.NoticeLogger, Gossip.Nodes"]
          stdout-loglevel = OFF
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          coordinated-shutdown.run-by-actor-system-terminate = off
          coordinated-shutdown.exit-clr = off
          actor {
            provider = cluster
            serializers.refuse = "Gossip.Nodes.Live.RefusingSerializer, Gossip.Nodes"
            serialization-bindings { "System.Object" = refuse }
          }
          remote {
            log-remote-lifecycle-events = off
            dot-netty.tcp {
              hostname = "{{options.Host}}"
              public-hostname = "{{options.PublicHost ?? options.Host}}"
              port = {{options.Port}}
              maximum-frame-size = 128000b
              tcp-reuse-addr = off
              enable-ssl = {{(ControlSeal.IsOn(options) ? "on" : "off")}}
              connection-timeout = 3s
            }
          }
          cluster {
            roles = [{{string.Join(", ", roles.ToRoles().Select(role => $"\"{role}\""))}}]
            log-info = off
            use-dispatcher = "heartbeats"
            downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
            split-brain-resolver { active-strategy = keep-majority, stable-after = 5s, down-all-when-unstable = off }
            failure-detector { heartbeat-interval = 500ms, acceptable-heartbeat-pause = 4s }
            gossip-interval = 300ms
            leader-actions-interval = 300ms
            unreachable-nodes-reaper-interval = 500ms
            retry-unsuccessful-join-after = 3s
          }
        }
        heartbeats {
          type = ForkJoinDispatcher
          throughput = 5
          dedicated-thread-pool { thread-count = 2, threadtype = background }
        }
        gradients {
          type = ForkJoinDispatcher
          throughput = 1
          dedicated-thread-pool { thread-count = {{Environment.ProcessorCount}}, threadtype = background }
        }
        """);
}
