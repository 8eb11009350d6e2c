//! An index of another version is refused with the command that helps, or upgraded.

use std::fs;
use std::path::{Path, PathBuf};

use jianbao::index::{Rebuilt, Remedy, verify};
use jianbao::ingest::READER_VERSION;
use jianbao::{Article, Error, Index, SearchRequest};

/// The formats with a kept index (see tests/data/README.md).
const EARLIER: [u32; 5] = [1, 2, 3, 4, 5];

/// A copy of the index that the last version with a format made.
fn of_format(format: u32, folder: &Path) -> PathBuf {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/index-format-{format}"));
    let path = folder.join(".jianbao");
    fs::create_dir(&path).unwrap();
    for entry in fs::read_dir(kept).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), path.join(entry.file_name())).unwrap();
    }
    path
}

#[test]
fn an_earlier_format_is_refused_with_the_remedy_that_brings_it_up_to_date() {
    for format in EARLIER {
        let folder = tempfile::tempdir().unwrap();
        let path = of_format(format, folder.path());
        for refused in [Index::open(&path).unwrap_err(), verify(&path).unwrap_err()] {
            assert!(matches!(refused, Error::OlderFormat { found, .. } if found == format), "{refused:?}");
            assert_eq!(refused.remedy(), Some(Remedy::Rebuild), "{refused}");
        }
    }
}

#[test]
fn an_earlier_format_is_brought_up_to_date_from_what_is_stored() {
    for format in EARLIER {
        let folder = tempfile::tempdir().unwrap();
        let path = of_format(format, folder.path());
        let index = Index::rebuild(&path, None).unwrap().index;
        assert!(verify(&path).unwrap().damage.is_empty());
        assert_eq!(index.user_dictionary(), "江城工匠 500\n");
        assert_eq!(index.len(), 3, "the article that was taken out stays out");
        assert_eq!(index.search(&SearchRequest::new("“晚上十点半”")).unwrap().hits[0].id, "f1-1");
        assert_eq!(index.get("f1-1").unwrap().unwrap().extra["热度"], 3);
        let files: Vec<String> = index.files().unwrap().iter().map(|(file, _)| file.to_owned()).collect();
        assert_eq!(files, ["a.jsonl", "b.txt"]);
        // Neither lines nor times were stored: the next run reads the files again.
        assert!(index.files().unwrap().iter().all(|(_, state)| state.reader < READER_VERSION));
        assert_eq!(index.place("f1-1").unwrap().unwrap().to_string(), "a.jsonl");
        assert_eq!(index.sequence(), 3);
    }
}

/// As a former normaliser would have made it: refused, and upgraded likewise.
#[test]
fn an_index_whose_text_is_now_cut_otherwise_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(".jianbao");
    let mut writer = Index::create(&path).unwrap().writer().unwrap();
    writer.add(Article { title: Some("雨后".into()), ..Article::default() }).unwrap();
    writer.finish().unwrap();
    let settings = path.join("jianbao.json");
    let written = fs::read_to_string(&settings).unwrap();
    let (sealed, _) = written.rsplit_once("\"seal\": \"").unwrap();
    let (name, rest) = sealed.split_once("\"normalizer\": \"").unwrap();
    let before = fs::read(&settings).unwrap();
    let after = sealed_object(&format!("{name}\"normalizer\": \"0{rest}"));
    fs::write(&settings, &after).unwrap();
    // The list of segments has the hash of the settings.
    let hash = |bytes: &[u8]| format!("{:016x}", xxhash_rust::xxh3::xxh3_64(bytes));
    let segments = fs::read_to_string(path.join("meta.json")).unwrap();
    let segments = segments.replace(&hash(&before), &hash(after.as_bytes()));
    let (sealed, _) = segments.rsplit_once("\"seal\": \"").unwrap();
    fs::write(path.join("meta.json"), sealed_object(sealed)).unwrap();
    for refused in [Index::open(&path).unwrap_err(), verify(&path).unwrap_err()] {
        assert!(matches!(refused, Error::OtherAnalyzer { .. }), "{refused:?}");
        assert_eq!(refused.remedy(), Some(Remedy::Rebuild), "{refused}");
    }
    assert_eq!(
        Index::rebuild(&path, None).unwrap().index.search(&SearchRequest::new("雨后")).unwrap().total,
        1
    );
    assert!(verify(&path).unwrap().damage.is_empty());
}

/// A JSON object, without its end, with the seal of its bytes.
pub(crate) fn sealed_object(opening: &str) -> String {
    let opening = format!("{opening}\"seal\": \"");
    let seal = xxhash_rust::xxh3::xxh3_64(opening.as_bytes());
    format!("{opening}{seal:016x}\"\n}}\n")
}

#[test]
fn damage_to_an_earlier_format_is_not_taken_over() {
    for format in EARLIER {
        let folder = tempfile::tempdir().unwrap();
        let path = of_format(format, folder.path());
        let store = fs::read_dir(&path)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .find(|file| file.extension().is_some_and(|extension| extension == "store"))
            .unwrap();
        let mut bytes = fs::read(&store).unwrap();
        bytes[40] ^= 1;
        fs::write(&store, bytes).unwrap();
        // There are no checksums that identify the intact articles of the file.
        let lost = match Index::rebuild(&path, None) {
            Err(Error::StoreCorrupt { .. }) => 3,
            rebuilt => {
                let Rebuilt { index, losses } = rebuilt.unwrap();
                assert_eq!(index.len(), 3 - losses.len() as u64, "{format}: {losses:?}");
                losses.len()
            }
        };
        assert!(lost > 0, "{format}");
    }
}

#[test]
fn a_later_format_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(".jianbao");
    Index::create(&path).unwrap();
    // As a later version would seal it.
    fs::write(path.join("jianbao.json"), sealed_object("{\n  \"format\": 99,\n  ")).unwrap();
    let refused = Index::open(&path).unwrap_err();
    assert!(matches!(refused, Error::NewerFormat { found: 99, .. }), "{refused:?}");
    assert_eq!(refused.remedy(), Some(Remedy::LaterVersion), "{refused}");
}
