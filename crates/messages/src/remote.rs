//! Errors of an index in a cluster, and of its address. The reasons that a cluster gives are not translated.

use jianbao::remote::{AddressError, RemoteError as Error, Unsupported};

use crate::language::message;
use crate::{Language, Message};

message!(
    Error => of_index,
    AddressError => of_address,
);

fn of_index(error: &Error) -> String {
    match error {
        Error::Unencrypted { node } => {
            format!("不会把口令以明文发给 {node}：改用 https，或用本机上的节点")
        }
        Error::BadCredentials => "口令或密钥里有不能放进请求头的字符".to_owned(),
        Error::BadAuthority { why } => format!("无法读取证书机构的证书：{why}"),
        Error::Untrusted { node, why } => format!("{node} 的证书不受信任：{why}"),
        Error::NoAnswer { nodes, attempts, waited, last } => {
            let nodes: Vec<String> = nodes.iter().map(ToString::to_string).collect();
            let seconds = waited.as_secs();
            format!("{} 在 {seconds} 秒内没有回应（试了 {attempts} 次）；最后一次：{last}", nodes.join("、"))
        }
        Error::Redirected { node, status } => {
            format!("{node} 要求转到另一个地址（状态 {status}），不会跟随：请直接写那个地址")
        }
        Error::Denied { node, status, error } => format!("{node} 拒绝访问（状态 {status}）：{error}"),
        Error::Refused { node, status, error } => format!("{node} 拒绝请求（状态 {status}）：{error}"),
        Error::Unsettled { changes, waited, why } => {
            format!("{changes} 处改动在 {} 秒内没有被接受：{why}", waited.as_secs())
        }
        Error::Ended { status, error } => format!("集群不接受改动（状态 {status}）：{error}"),
        Error::TooLong { node, max_bytes } => format!("{node} 的回应超过 {} MiB", max_bytes >> 20),
        Error::NoIndex { address } => format!("集群里没有 {address} 这个索引"),
        Error::Foreign { address } => format!("{address} 不是 jianbao 建立的"),
        Error::OtherTerms { address, what, found, expected } => {
            let what = match what.as_str() {
                "format" => "格式",
                "normalizer" => "规范化版本",
                "dictionary" => "词典",
                other => other,
            };
            format!("{address} 的{what}是 {found}，这个版本是 {expected}：需要用原文重新建立")
        }
        Error::Partial { failed, total } => {
            format!("{total} 个分片中有 {failed} 个没有回应，或没有按时回应")
        }
        Error::Unexpected { part } => format!("集群的回应里没有 {part}"),
        Error::Unsupported { what: Unsupported::AddedAfter } => {
            "集群里的索引不能只查最近加入的文章；目录里的索引可以".to_owned()
        }
        Error::Unsupported { what: Unsupported::PageEnd { hits, max } } => {
            format!("集群里的索引最多列到第 {max} 条，不能列到第 {hits} 条；目录里的索引可以")
        }
        Error::TooManyClauses(error) => {
            format!("查询变成了 {} 个条件，集群最多接受 {} 个：减少一些词", error.clauses, error.max)
        }
        Error::Article(error) => error.message(Language::Chinese),
        Error::File { path, source: _ } => format!("无法写入 {}", path.display()),
        other => other.to_string(),
    }
}

fn of_address(error: &AddressError) -> String {
    match error {
        AddressError::UnknownScheme { scheme } => format!(
            "{scheme}:// 不是索引的地址：集群用 opensearch+http://、opensearch+https://、es+http:// 或 es+https://"
        ),
        AddressError::Credentials => "地址里不能有用户名和口令".to_owned(),
        AddressError::BadNode { node } => format!("{node:?} 不是主机名（后面可以有端口）"),
        AddressError::BadName { name } => {
            format!("{name:?} 不能做索引名：要小写，最长 255 字节，没有空白和符号，不以 - _ + . 开头")
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_clusters_have_a_chinese_sentence() {
        let address = "opensearch+http://one/news".parse().unwrap();
        let said = Error::NoIndex { address }.message(Language::Chinese);
        assert_eq!(said, "集群里没有 opensearch+http://one:9200/news 这个索引");
        let bad = "opensearch+http://one/News".parse::<jianbao::remote::Address>().unwrap_err();
        assert!(bad.message(Language::Chinese).contains("不能做索引名"));
        let beyond = Error::Unsupported { what: Unsupported::PageEnd { hits: 20_000, max: 10_000 } };
        assert!(beyond.message(Language::Chinese).contains("20000"));
    }
}
