//! Pictures made here, turned, resized, stripped and refused.

use image::{DynamicImage, Rgb, RgbImage, Rgba, RgbaImage};
use imaging::{Error, Format, Wanted, derive, ladder, probe};

/// Left half red, right half blue.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) })
}

fn encoded(picture: impl Into<DynamicImage>, format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// An EXIF block: orientation, the artist "Zora Lenc", and a GPS directory whose latitude reference is "N".
fn exif(orientation: u8) -> Vec<u8> {
    let mut block = b"II*\0\x08\0\0\0".to_vec();
    let entry = |block: &mut Vec<u8>, tag: u16, kind: u16, count: u32, value: u32| {
        block.extend(tag.to_le_bytes());
        block.extend(kind.to_le_bytes());
        block.extend(count.to_le_bytes());
        block.extend(value.to_le_bytes());
    };
    block.extend(3u16.to_le_bytes());
    let artist_at = 8 + 2 + 3 * 12 + 4;
    let gps_at = artist_at + 10;
    entry(&mut block, 0x0112, 3, 1, u32::from(orientation));
    entry(&mut block, 0x013B, 2, 10, artist_at);
    entry(&mut block, 0x8825, 4, 1, gps_at);
    block.extend(0u32.to_le_bytes());
    block.extend(b"Zora Lenc\0");
    block.extend(1u16.to_le_bytes());
    entry(&mut block, 1, 2, 2, u32::from(b'N'));
    block.extend(0u32.to_le_bytes());
    block
}

/// A JPEG with an EXIF segment after its beginning.
fn photograph(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let plain = encoded(halves(width, height), image::ImageFormat::Jpeg);
    let mut segment = b"Exif\0\0".to_vec();
    segment.extend(exif(orientation));
    let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE1];
    bytes.extend(u16::try_from(segment.len() + 2).unwrap().to_be_bytes());
    bytes.extend(segment);
    bytes.extend(&plain[2..]);
    bytes
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn a_photograph_is_turned_as_the_camera_was_held() {
    let bytes = photograph(64, 32, 6);
    let known = probe(&bytes).unwrap();
    assert_eq!((known.width, known.height), (32, 64));
    let made = derive(&bytes, &[Wanted { width: 16, format: Format::Jpeg }]).unwrap();
    assert_eq!((made[0].width, made[0].height), (16, 32));
    // Turned clockwise, the left half is on top.
    let shown = image::load_from_memory(&made[0].bytes).unwrap().into_rgb8();
    assert!(shown.get_pixel(8, 4).0[0] > 150, "red on top");
    assert!(shown.get_pixel(8, 28).0[2] > 150, "blue below");
}

#[test]
fn all_eight_ways_to_hold_a_camera_give_the_right_size() {
    for orientation in 1..=8 {
        let bytes = photograph(64, 32, orientation);
        let made = derive(&bytes, &[Wanted { width: 8, format: Format::Webp }]).unwrap();
        let expected = if orientation < 5 { (8, 4) } else { (8, 16) };
        assert_eq!((made[0].width, made[0].height), expected, "{orientation}");
    }
}

#[test]
fn the_maker_is_kept_in_every_format_and_nothing_else() {
    let bytes = photograph(64, 32, 1);
    assert_eq!(probe(&bytes).unwrap().rights.credit, "Zora Lenc");
    for format in [Format::Jpeg, Format::Webp, Format::Png] {
        let made = derive(&bytes, &[Wanted { width: 64, format }]).unwrap();
        for part in [&b"Exif"[..], b"EXIF", b"eXIf", b"GPS"] {
            assert!(!contains(&made[0].bytes, part), "{format:?}");
        }
        assert_eq!(probe(&made[0].bytes).unwrap().rights.credit, "Zora Lenc", "{format:?}");
        assert_eq!(image::load_from_memory(&made[0].bytes).unwrap().width(), 64, "{format:?}");
    }
}

#[test]
fn a_picture_of_nobody_carries_nothing() {
    let bytes = encoded(halves(64, 32), image::ImageFormat::Png);
    for format in [Format::Jpeg, Format::Webp, Format::Png] {
        let made = derive(&bytes, &[Wanted { width: 64, format }]).unwrap();
        assert!(!contains(&made[0].bytes, b"xmpmeta"), "{format:?}");
    }
}

#[test]
fn a_transparent_picture_with_a_maker_stays_transparent() {
    let clear = RgbaImage::from_fn(40, 40, |x, _| if x < 20 { Rgba([0, 0, 0, 0]) } else { Rgba([10, 120, 10, 255]) });
    let plain = encoded(clear, image::ImageFormat::Png);
    let text = b"iTXtXML:com.adobe.xmp\0\0\0\0\0<dc:creator>Zora Lenc</dc:creator>".to_vec();
    let length = u32::try_from(text.len() - 4).unwrap().to_be_bytes();
    let bytes = [&plain[..33], &length, &text, &crc32(&text).to_be_bytes(), &plain[33..]].concat();
    let made = derive(&bytes, &[Wanted { width: 40, format: Format::Webp }]).unwrap();
    assert_eq!(probe(&made[0].bytes).unwrap().rights.credit, "Zora Lenc");
    assert_eq!(image::load_from_memory(&made[0].bytes).unwrap().into_rgba8().get_pixel(2, 20).0[3], 0);
}

/// Files of a few bytes that say they are 17,000 x 17,000: only their heads are altered.
fn giants() -> [Vec<u8>; 4] {
    const SIDE: u16 = 17_000;
    let mut png = encoded(halves(4, 4), image::ImageFormat::Png);
    let mut head = b"IHDR".to_vec();
    head.extend(u32::from(SIDE).to_be_bytes());
    head.extend(u32::from(SIDE).to_be_bytes());
    head.extend([8, 2, 0, 0, 0]);
    let sum = crc32(&head);
    png.splice(12..33, head.into_iter().chain(sum.to_be_bytes()));
    let mut jpeg = encoded(halves(8, 8), image::ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    jpeg.splice(frame + 5..frame + 9, SIDE.to_be_bytes().into_iter().chain(SIDE.to_be_bytes()));
    let mut gif = encoded(halves(4, 4), image::ImageFormat::Gif);
    gif.splice(6..10, SIDE.to_le_bytes().into_iter().chain(SIDE.to_le_bytes()));
    let mut webp = encoded(halves(4, 4), image::ImageFormat::WebP);
    // VP8L: 14 bits of width less one, 14 bits of height less one. The format itself ends before 17,000.
    let sides = 15_999u32 | (15_999 << 14);
    webp.splice(21..25, sides.to_le_bytes());
    [png, jpeg, gif, webp]
}

#[test]
fn giants_of_a_few_bytes_are_refused_by_their_heads() {
    for giant in giants() {
        assert!(giant.len() < 1_024);
        let refused = derive(&giant, &[Wanted { width: 8, format: Format::Webp }]).unwrap_err();
        assert_eq!(probe(&giant), Err(refused.clone()), "by its head");
        assert!(matches!(refused, Error::TooManyPixels { .. }), "{refused:?}");
    }
}

#[test]
fn a_name_makes_no_picture() {
    for bytes in
        [&b"MZ\x90\0 a program"[..], b"PK\x03\x04 an archive", b"<script>alert(1)</script>", b"#!/bin/sh\n", b"\0\0\0\0\0\0\0\0\0\0\0\0"]
    {
        assert_eq!(probe(bytes).unwrap_err(), Error::Unknown);
    }
}

#[test]
fn a_picture_is_never_enlarged() {
    let bytes = encoded(halves(500, 100), image::ImageFormat::Png);
    let known = probe(&bytes).unwrap();
    let wanted = ladder(&known, &[320, 640, 960]);
    let widths: Vec<u32> = wanted.iter().map(|want| want.width).collect();
    assert_eq!(widths, [320, 320, 500, 500]);
    let made = derive(&bytes, &wanted).unwrap();
    assert_eq!(made[3].height, 100);
    let far = derive(&bytes, &[Wanted { width: 4000, format: Format::Jpeg }]).unwrap();
    assert_eq!(far[0].width, 500);
}

#[test]
fn a_transparent_picture_stays_so_in_webp_and_png_and_lies_on_white_in_jpeg() {
    let clear = RgbaImage::from_fn(40, 40, |x, _| if x < 20 { Rgba([0, 0, 0, 0]) } else { Rgba([10, 120, 10, 255]) });
    let bytes = encoded(clear, image::ImageFormat::Png);
    let known = probe(&bytes).unwrap();
    assert!(known.alpha);
    assert!(ladder(&known, &[320]).iter().any(|want| want.format == Format::Png));
    for format in [Format::Webp, Format::Png] {
        let made = derive(&bytes, &[Wanted { width: 40, format }]).unwrap();
        let shown = image::load_from_memory(&made[0].bytes).unwrap().into_rgba8();
        assert_eq!(shown.get_pixel(2, 20).0[3], 0, "{format:?}");
    }
    let made = derive(&bytes, &[Wanted { width: 40, format: Format::Jpeg }]).unwrap();
    let shown = image::load_from_memory(&made[0].bytes).unwrap().into_rgb8();
    assert!(shown.get_pixel(2, 20).0.iter().all(|channel| *channel > 240));
}

#[test]
fn a_moving_gif_is_known_as_such() {
    let frames = |count: usize| {
        let mut bytes = Vec::new();
        let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
        for _ in 0..count {
            let picture = DynamicImage::from(halves(20, 10)).into_rgba8();
            encoder.encode_frame(image::Frame::new(picture)).unwrap();
        }
        drop(encoder);
        bytes
    };
    assert!(!probe(&frames(1)).unwrap().animated);
    assert!(probe(&frames(3)).unwrap().animated);
}

#[test]
fn a_bomb_is_refused_before_it_is_decoded() {
    // A PNG of a few bytes that says it is 60,000 x 60,000.
    let mut bytes = encoded(halves(4, 4), image::ImageFormat::Png);
    let mut head = b"IHDR".to_vec();
    head.extend(60_000u32.to_be_bytes());
    head.extend(60_000u32.to_be_bytes());
    head.extend([8, 2, 0, 0, 0]);
    let sum = crc32(&head);
    bytes.splice(12..33, head.into_iter().chain(sum.to_be_bytes()));
    assert_eq!(probe(&bytes), Err(Error::TooManyPixels { width: 60_000, height: 60_000 }));
    assert_eq!(derive(&bytes, &[]).unwrap_err(), Error::TooManyPixels { width: 60_000, height: 60_000 });
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 })
    })
}

#[test]
fn a_file_that_is_too_long_is_refused() {
    assert_eq!(probe(&vec![0; imaging::MAX_BYTES + 1]), Err(Error::TooManyBytes(imaging::MAX_BYTES + 1)));
}

#[test]
fn files_that_were_cut_off_or_altered_end_in_an_error_or_a_picture() {
    let originals = [
        photograph(48, 32, 3),
        encoded(halves(48, 32), image::ImageFormat::Png),
        encoded(halves(48, 32), image::ImageFormat::Gif),
        encoded(halves(48, 32), image::ImageFormat::WebP),
    ];
    let mut refused = 0;
    for original in &originals {
        for at in (0..original.len()).step_by(7) {
            let mut altered = original.clone();
            altered[at] ^= 0x5A;
            refused += usize::from(derive(&altered, &[Wanted { width: 8, format: Format::Webp }]).is_err());
            refused += usize::from(derive(&original[..at], &[Wanted { width: 8, format: Format::Webp }]).is_err());
        }
    }
    assert!(refused > 0);
}

#[test]
fn the_same_landscape_taken_four_ways_looks_the_same() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/photos");
    if !folder.exists() {
        println!("skipped: no shared data");
        return;
    }
    let shown = |orientation: u8| {
        let bytes = std::fs::read(folder.join(format!("landscape_{orientation}.jpg"))).unwrap();
        let made = derive(&bytes, &[Wanted { width: 96, format: Format::Jpeg }]).unwrap().remove(0);
        assert_eq!((made.width, made.height), (96, 64), "{orientation}");
        image::load_from_memory(&made.bytes).unwrap().into_rgb8()
    };
    let upright = shown(1);
    for orientation in [3, 6, 8] {
        let other = shown(orientation);
        let apart: u64 = upright.as_raw().iter().zip(other.as_raw()).map(|(one, other)| u64::from(one.abs_diff(*other))).sum();
        assert!(apart / (upright.as_raw().len() as u64) < 12, "{orientation}: {apart}");
    }
}
