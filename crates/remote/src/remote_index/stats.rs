//! Statistics of an index in a cluster.

use jianbao_article::Date;
use jianbao_core::date_of;
use serde::Serialize;
use serde_json::json;

use super::RemoteIndex;
use crate::client::{Call, Method};
use crate::error::Error;
use crate::mapping::DAY;

/// Statistics of an index in a cluster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RemoteStats {
    /// The number of articles that a search can find.
    pub articles: u64,
    /// The number of shards.
    pub shards: u64,
    /// The number of available copies of shards, the shards themselves included.
    pub copies: u64,
    /// The size of all copies on the disks, in bytes.
    pub bytes: u64,
    /// The size of one copy of each shard, in bytes.
    pub bytes_a_copy: u64,
    /// The day of the oldest dated article.
    pub oldest: Option<Date>,
    /// The day of the newest dated article.
    pub newest: Option<Date>,
}

impl RemoteIndex {
    /// Statistics of the index.
    ///
    /// # Errors
    /// [`Error::Partial`]; if the cluster does not answer or refuses.
    pub fn stats(&self) -> Result<RemoteStats, Error> {
        let request = json!({"size": 0, "track_total_hits": true, "aggs": {
            "oldest": {"min": {"field": DAY}}, "newest": {"max": {"field": DAY}},
        }});
        let answer = self.collection.answer(&request)?;
        let articles =
            answer["hits"]["total"]["value"].as_u64().ok_or(Error::Unexpected { part: "total" })?;
        let day = |name: &str| {
            let day = answer["aggregations"][name]["value"].as_f64()?;
            #[expect(clippy::cast_possible_truncation, reason = "a whole number of days")]
            let day = day as i64;
            date_of(day)
        };
        let client = self.collection.client();
        let path = client.path("_stats/store");
        let store = client.send(Call::new(Method::Get, &path))?.body;
        let size = |part: &str| {
            let bytes = store["_all"][part]["store"]["size_in_bytes"].as_u64();
            bytes.ok_or(Error::Unexpected { part: "size_in_bytes" })
        };
        let copies = store["_shards"]["successful"].as_u64().ok_or(Error::Unexpected { part: "_shards" })?;
        let shards = answer["_shards"]["total"].as_u64().ok_or(Error::Unexpected { part: "_shards" })?;
        Ok(RemoteStats {
            articles,
            shards,
            copies,
            bytes: size("total")?,
            bytes_a_copy: size("primaries")?,
            oldest: day("oldest"),
            newest: day("newest"),
        })
    }
}
