import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/** Runs one node from HOME, whose config/elasticsearch.yml says all the rest. */
class Server {
    public static void main(String[] arguments) throws Exception {
        var home = Path.of(arguments[0]);
        var base = Settings.builder().put("path.home", home).build();
        var environment =
            InternalSettingsPreparer.prepareEnvironment(base, Map.of(), home.resolve("config"), () -> "test");
        LogConfigurator.registerErrorListener();
        LogConfigurator.configure(environment, false);
        var modules = PluginsLoader.loadModulesBundles(environment.modulesDir());
        var plugins = PluginsLoader.loadPluginsBundles(environment.pluginsDir());
        // false: the jars are on the class path, so the loader must not look for Java modules.
        var node = new Node(environment, PluginsLoader.createPluginsLoader(modules, plugins, Map.of(), false));
        node.start();
        // Lives as long as the test session: the end of the standard input ends it, also when the session is killed.
        while (System.in.read() >= 0) { }
        node.close();
        System.exit(0);
    }
}
