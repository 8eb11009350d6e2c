import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.opensearch.Version;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.PluginInfo;

/**
 * One node of the test cluster: {@code TestNode NUMBER NODES FIRST_PORT HOME}.
 *
 * <p>Node N listens on FIRST_PORT + N - 1 for HTTP, and ten ports above for the other nodes, on loopback only. It ends when its
 * standard input ends, so that none is left behind, whatever becomes of the process that started it.
 */
public final class TestNode {
    /** A node with the network plugin, which the public constructor cannot be given. */
    private static final class WithNetwork extends Node {
        @SuppressWarnings({"unchecked", "rawtypes"})
        WithNetwork(Environment environment) {
            super(environment, (Collection) network(), true);
        }

        /** Until 2.x the plugin is given by its class, from 3.0 on by a description. */
        private static Collection<?> network() {
            try {
                return List.of(Class.forName("org.opensearch.transport.Netty4Plugin"));
            } catch (ClassNotFoundException later) {
                String java = String.valueOf(Runtime.version().feature());
                String plugin = "org.opensearch.transport.Netty4ModulePlugin";
                return List.of(new PluginInfo("netty4", "", "NA", Version.CURRENT, java, plugin, List.of(), false));
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        int number = Integer.parseInt(arguments[0]);
        int nodes = Integer.parseInt(arguments[1]);
        int httpPort = Integer.parseInt(arguments[2]);
        Path home = Path.of(arguments[3]).toAbsolutePath();
        for (String folder : List.of("config", "modules", "plugins")) {
            Files.createDirectories(home.resolve(folder));
        }
        int peerPort = httpPort + 10;
        List<String> peers = IntStream.range(0, nodes).mapToObj(peer -> "127.0.0.1:" + (peerPort + peer)).toList();
        List<String> names = IntStream.rangeClosed(1, nodes).mapToObj(peer -> "node-" + peer).toList();
        String name = "node-" + number;
        Settings settings = Settings.builder()
            .put("path.home", home.toString())
            .put("cluster.name", "jianbao-" + httpPort)
            .put("node.name", name)
            // Bound elsewhere, the server enforces limits of the operating system that a test cannot raise.
            .put("network.host", "127.0.0.1")
            .put("http.port", httpPort + number - 1)
            .put("transport.port", peerPort + number - 1)
            .putList("discovery.seed_hosts", peers)
            .putList("cluster.initial_cluster_manager_nodes", names)
            // A full disk of the machine is no fault of the test.
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
        Environment environment =
            InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), home.resolve("config"), () -> name);
        Node node = new WithNetwork(environment);
        node.start();
        while (System.in.read() >= 0) {
            // Only the end counts.
        }
        node.close();
        System.exit(0);
    }
}
