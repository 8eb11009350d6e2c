use proptest::prelude::*;

use super::*;

/// The reports in [`PACKED`].
fn reports() -> String {
    (1..=40)
        .map(|n| format!("{n}月{}日，江城第{}号：茶农采下{}斤春茶。\n", n * 7 % 30, n * 7919 % 1000, n * n))
        .collect()
}

/// Reports as the program of Zstandard packs them: `zstd -19`, version 1.5.4.
const PACKED: &[u8] =
    b"(\xb5/\xfd\x04h\xf5\x0b\x006\x18;\x1e\xb0[\x0e\x07M\xd3\x87\x0a-\xc5\x09\x0cRT!r\xc5=I\x12w\xa4\
    \x94RJ\x99d\x06\xb9\x18A\x00,\x00-\x00kU\xb6N,\xf3\xddx\xbf\xbd;4&\xeam\xf3\xd2/\xd3R\xf3\x01\
    \x82\x00&\xc2\xd8@\x14\x1b\x1b,\x19\x02\xc1\xe3\x18h(\x87N\xe3\xf2\xa9$4\xeb\x95H8\x88\x87\xe61\
    \xd9\x1c.\x9f\xc8b\x93\x05\xc7\xc6\x01v\xa8^}\x1d\xf7i\xbc\x1b\xe5\x8f\xbe\xff4\xcfg\x5c#\xaa\
    \x9a\x17\x9d\xb6.\x9bYo\xbf}/9m\x13\x99\xd6d\xb2\xd5\xf9Z\xc3_\xe15\xafD\xeb\xf7Y\xd6\xcdc\xa2\
    \xad\x1e\x7f\xc7\xcb\xbd\xdf1\x0fOm\xdf_\x96\xed\xba\xa9\xa9o\xbf\xcdv\x9f\xf7\x89\x8c\xb4\xe8tc\
    \x19\xad\xbc\xb6\xd7\x03h\xc2$\x93\x9dmZ[\xe6\x7f\xab\x5c\xeb\xac\xdb\xb4\xeeC\x97\x8d\xf6\x22\
    \xe7\xcb\xaf\x22+\x99\xf9e\xdcUK\x17\xd1R\x1eQ\xd9\xd4\x87\xf5\xbdi\x06\x80\x99\xa8\x11\xb0x=\
    \xec\x7f\x07\x80+I\xe9\x01\x85\xb7\x09\xd0\xa8\x87\x03Tv\xbeZ\x0agf\xd4\xf6s9\x13n\xb6\xb0\x8c\
    \x12/\xa2T\xf4{+\x03\xe5\x9c\xb4mS%<\xcfc+\xe3\xfaT\xe58\xe7A\xd3\x9b\xed-<\xe2<A\xf3\x00\xc71;\
    \x1c\x9a\xc6Y\xb0\x07\xc4\x19\xc0\x8eC\x9e#\xd8!t\x9e\x00\xc3\x90\x7f\x00\xee\x0c\xda\x078\x8f\
    \xa2\x8c\x8e$?\x84\xbb\xa3\x87\xb9\xce\x03\xf41\xc0\x7f\x90~\x10u\x0f\x11\xdfbp\xfe\x93\xb0\x97\
    \xe1\xf9&\xc3\x9a\xa0\x82\x09\xad\x0a\xb3\x1ceH";

/// A skippable frame.
const PASSED_OVER: &[u8] = b"\x50\x2a\x4d\x18\x03\0\0\0abc";

/// Decompressed bytes, and the error if they are not complete.
fn unpacked(bytes: &[u8]) -> (String, io::Result<()>) {
    let mut text = Vec::new();
    let read = ZstdReader::new(bytes).read_to_end(&mut text);
    (String::from_utf8_lossy(&text).into_owned(), read.map(drop))
}

#[test]
fn what_the_program_of_zstandard_packs_comes_out() {
    let (text, read) = unpacked(PACKED);
    read.unwrap();
    assert_eq!(text, reports());
}

#[test]
fn frames_follow_each_other_and_some_are_passed_over() {
    let (text, read) = unpacked(&[PASSED_OVER, PACKED, PASSED_OVER, PACKED, PASSED_OVER].concat());
    read.unwrap();
    assert_eq!(text, reports().repeat(2));
    let (text, read) = unpacked(&[PACKED, &PASSED_OVER[..10]].concat());
    assert_eq!((text, read.unwrap_err().kind()), (reports(), io::ErrorKind::UnexpectedEof));
}

#[test]
fn what_is_cut_short_fails_wherever_it_is_cut() {
    for end in 1..PACKED.len() {
        let (text, read) = unpacked(&PACKED[..end]);
        assert!(read.is_err() && reports().starts_with(&text), "{end}: {read:?}");
    }
}

#[test]
fn what_follows_the_frames_must_be_a_frame() {
    let (text, read) = unpacked(&[PACKED, b"and more"].concat());
    assert!(text == reports() && read.is_err(), "{read:?}");
}

#[test]
fn a_wrong_checksum_is_a_fault() {
    let mut bytes = PACKED.to_vec();
    *bytes.last_mut().unwrap() ^= 1;
    let (text, read) = unpacked(&bytes);
    assert_eq!((text, read.unwrap_err().to_string()), (reports(), "checksum mismatch".to_owned()));
}

#[test]
fn a_window_of_more_than_128_mib_is_refused() {
    // A window of 256 MiB, and a block that is raw, empty and the last.
    let (_, read) = unpacked(b"\x28\xb5\x2f\xfd\x00\x90\x01\x00\x00");
    assert!(read.unwrap_err().to_string().contains("268435456"));
    let (text, read) = unpacked(b"\x28\xb5\x2f\xfd\x00\x88\x01\x00\x00");
    assert_eq!((text.as_str(), read.is_ok()), ("", true));
}

#[test]
fn behind_a_fault_nothing_is_read() {
    let mut reader = ZstdReader::new(&b"no frame, and no other"[..]);
    let mut buffer = [0; 8];
    assert!(reader.read(&mut buffer).is_err());
    assert_eq!(reader.read(&mut buffer).unwrap(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// A wrong byte is an error, since there is a checksum; if it has no effect, the text is
    /// the same.
    #[test]
    fn changed_bytes_give_the_same_text_or_a_fault(
        changes in prop::collection::vec((0..PACKED.len(), any::<u8>()), 1..4)
    ) {
        let mut bytes = PACKED.to_vec();
        for (at, byte) in changes {
            bytes[at] = byte;
        }
        if let (text, Ok(())) = unpacked(&bytes) {
            // Without the flag of a checksum there is none, and a skippable frame has no text.
            let is_checked = bytes[..4] == PACKED[..4] && bytes[4] & 4 != 0;
            prop_assert!(!is_checked || text == reports());
        }
    }

    #[test]
    fn any_bytes_behind_the_sign_are_read_or_a_fault(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = unpacked(&[&PACKED[..4], &bytes].concat());
    }
}
