//! Decoder: any bytes decode, and UTF-8 is unchanged.

#![no_main]

use jianbao::ingest::decode;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let decoded = decode(bytes);
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.starts_with('\u{feff}')
        && !text.contains('\0')
    {
        assert_eq!(decoded.text, text);
    }
});
