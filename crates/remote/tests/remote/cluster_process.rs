//! Process of a test cluster: `tests/cluster/cluster.sh`, which ends when its stdin closes, at the latest with this program.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// The longest wait for a line of the script: it gives up after five minutes itself, and Maven may have to fetch first.
const PATIENCE: Duration = Duration::from_secs(900);

/// A running cluster.
pub(crate) struct Cluster {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
    /// The ports of the nodes.
    pub(crate) ports: Vec<u16>,
    pub(crate) version: String,
}

/// The version and the number of nodes that are asked for; none if no cluster is: it takes minutes.
pub(crate) fn asked() -> Option<(String, usize)> {
    let asked = std::env::var("JIANBAO_CLUSTER").ok()?;
    let mut words = asked.split_whitespace();
    let version = words.next()?.to_owned();
    let nodes = words.next().map_or(1, |nodes| nodes.parse().expect("JIANBAO_CLUSTER is VERSION NODES"));
    Some((version, nodes))
}

impl Cluster {
    /// Starts the cluster that is asked for; the reason if none can be had here.
    pub(crate) fn start() -> Result<Cluster, String> {
        let Some((version, nodes)) = asked() else {
            return Err("JIANBAO_CLUSTER asks for none".to_owned());
        };
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cluster/cluster.sh");
        let mut child = Command::new("bash")
            .arg(script)
            .args([&nodes.to_string(), &version])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .map_err(|error| format!("a cluster needs bash: {error}"))?;
        let output = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let input = child.stdin.take();
        let mut cluster = Cluster { child, input, lines, ports: Vec::new(), version };
        cluster.wait_for_green()?;
        Ok(cluster)
    }

    /// The address of an index.
    pub(crate) fn address(&self, index: &str) -> jianbao_remote::Address {
        let nodes: Vec<String> = self.ports.iter().map(|port| format!("127.0.0.1:{port}")).collect();
        format!("opensearch+http://{}/{index}", nodes.join(",")).parse().unwrap()
    }

    /// Ends a node at once, without a word to the others.
    pub(crate) fn kill(&mut self, number: usize) {
        self.tell(&format!("kill {number}"));
        while self.line().expect("the node ends") != format!("killed {number}") {}
    }

    /// Starts the nodes that are gone.
    pub(crate) fn start_again(&mut self) {
        self.tell("start");
        self.wait_for_green().unwrap();
    }

    fn wait_for_green(&mut self) -> Result<(), String> {
        loop {
            let line = self.line()?;
            if let Some(reason) = line.strip_prefix("none ") {
                return Err(reason.to_owned());
            }
            if let Some(ports) = line.strip_prefix("green ") {
                self.ports = ports.split(',').map(|port| port.parse().unwrap()).collect();
                return Ok(());
            }
        }
    }

    fn tell(&mut self, command: &str) {
        writeln!(self.input.as_mut().unwrap(), "{command}").unwrap();
    }

    fn line(&self) -> Result<String, String> {
        self.lines.recv_timeout(PATIENCE).map_err(|error| format!("the script says nothing more: {error}"))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.wait();
    }
}
