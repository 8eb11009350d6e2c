//! Messages: indexes in clusters.

#[cfg(feature = "remote")]
use std::path::Path;

#[cfg(feature = "remote")]
use jianbao::remote::{Address, LoadSummary, RemoteVerification};

#[cfg(feature = "remote")]
use super::counted;
use crate::texts::{both, either};

#[cfg(not(feature = "remote"))]
/// The index is in a cluster, and this program was built without clusters.
pub(crate) fn clusters_not_built_in(scheme: &str) -> String {
    both(
        format_args!(
            "{scheme}:// names an index in a cluster, and this program was built without the feature `remote`: build it with \
             `cargo build --release --features remote`"
        ),
        format_args!(
            "{scheme}:// 指的是集群里的索引，而本程序编译时没有带上集群功能：用 `cargo build --release --features remote` 重新编译"
        ),
    )
}

/// The name of the index begins with a scheme that nobody knows.
pub(crate) fn unknown_scheme(scheme: &str) -> String {
    both(
        format_args!(
            "{scheme}:// is no scheme of an index: opensearch+http://, opensearch+https://, es+http:// and es+https:// name \
             clusters, and a folder is named by its path"
        ),
        format_args!(
            "{scheme}:// 不是索引的地址：集群用 opensearch+http://、opensearch+https://、es+http:// 或 es+https://，目录直接写路径"
        ),
    )
}

/// Certificates were named, and the index is in a folder.
pub(crate) fn certificates_without_cluster() -> &'static str {
    either(
        "--ca-file is for an index in a cluster; this index is in a folder",
        "--ca-file 只用于集群里的索引，而这个索引在目录里",
    )
}

/// Shards were asked for, and the index is in a folder.
pub(crate) fn shards_without_cluster() -> &'static str {
    either(
        "--shards and --replicas are for an index in a cluster; this index is in a folder",
        "--shards 和 --replicas 只用于集群里的索引，而这个索引在目录里",
    )
}

/// The command needs an index in a folder.
#[cfg(feature = "remote")]
pub(crate) fn not_on_a_cluster() -> &'static str {
    either(
        "this command does not work on a cluster: name an index in a folder with --index DIR",
        "集群里的索引不支持这项操作；目录里的索引支持（--index 目录）",
    )
}

/// An option of `index` needs an index in a folder.
#[cfg(feature = "remote")]
pub(crate) fn option_not_on_a_cluster(option: &str) -> String {
    both(
        format_args!("{option} does not work on a cluster: name an index in a folder with --index DIR"),
        format_args!("集群里的索引不支持 {option}；目录里的索引支持（--index 目录）"),
    )
}

/// A file of certificates or of a secret cannot be read.
#[cfg(feature = "remote")]
pub(crate) fn cannot_read(file: &Path) -> String {
    let file = file.display();
    both(format_args!("cannot read {file}"), format_args!("无法读取 {file}"))
}

/// The variables with credentials contradict each other.
#[cfg(feature = "remote")]
pub(crate) fn unclear_credentials() -> &'static str {
    either(
        "set either JIANBAO_USER with JIANBAO_PASSWORD (or JIANBAO_PASSWORD_FILE), or JIANBAO_API_KEY (or JIANBAO_API_KEY_FILE)",
        "要么设置 JIANBAO_USER 和 JIANBAO_PASSWORD（或 JIANBAO_PASSWORD_FILE），要么设置 JIANBAO_API_KEY（或 JIANBAO_API_KEY_FILE）",
    )
}

/// The end of a run of `index` on a cluster.
#[cfg(feature = "remote")]
pub(crate) fn loaded(summary: &LoadSummary, seconds: f64, letters: &Path) -> String {
    let LoadSummary { articles, files, accepted, unchanged, superseded, refused, unsettled, .. } = summary;
    let mut line = both(
        format_args!(
            "{} from {} in {seconds:.1} s; {accepted} sent, {unchanged} unchanged",
            counted(*articles, "article"),
            counted(*files, "file")
        ),
        format_args!(
            "从 {files} 个文件读到 {articles} 篇文章，用时 {seconds:.1} 秒；送出 {accepted} 篇，未变 {unchanged} 篇"
        ),
    );
    if *superseded > 0 {
        line.push_str(&both(
            format_args!(", {superseded} already stored in a later version"),
            format_args!("，已有更新版本 {superseded} 篇"),
        ));
    }
    if *refused > 0 {
        let letters = letters.display();
        line.push_str(&both(
            format_args!(", {refused} refused: {letters} has them with the reasons"),
            format_args!("，被拒 {refused} 篇：文章和原因见 {letters}"),
        ));
    }
    if *unsettled > 0 {
        line.push_str(&both(
            format_args!(", {unsettled} not confirmed: the same command sends them again"),
            format_args!("，未送达 {unsettled} 篇：再次运行同一命令即可补送"),
        ));
    }
    line
}

/// The number of articles of an index in a cluster.
#[cfg(feature = "remote")]
pub(crate) fn cluster_now_holds(address: &Address, total: u64) -> String {
    both(
        format_args!("{address} now holds {}", counted(total, "article")),
        format_args!("{address} 现有 {total} 篇文章"),
    )
}

/// A run of `index` on a cluster was interrupted.
#[cfg(feature = "remote")]
pub(crate) fn loading_stopped() -> &'static str {
    either(
        "stopped before every file was read: the same command sends the rest",
        "未读完全部文件就已停止：再次运行同一命令即可补送其余文章",
    )
}

/// The size of an index in a cluster.
#[cfg(feature = "remote")]
pub(crate) fn size_in_cluster(all: &str, one: &str) -> String {
    both(format_args!("{all} on all disks, {one} a copy"), format_args!("全部磁盘共 {all}，每份 {one}"))
}

/// The amount checked in a cluster, and the verdict.
#[cfg(feature = "remote")]
pub(crate) fn cluster_verified(address: &Address, found: &RemoteVerification, size: &str) -> String {
    let (english, chinese) =
        if found.damaged.is_empty() { ("sound", "完好") } else { ("damaged", "有损坏") };
    let articles = found.articles;
    both(
        format_args!(
            "{address}: {english}; {} ({size}) compared with the hashes sent with them",
            counted(articles, "article")
        ),
        format_args!("{address}：{chinese}；已与送出的内容比对 {articles} 篇文章（{size}）"),
    )
}

/// An article of a cluster is not what was sent.
#[cfg(feature = "remote")]
pub(crate) fn not_as_sent(id: &str) -> String {
    both(format_args!("{id} is not what was sent"), format_args!("{id} 与送出的内容不一致"))
}
