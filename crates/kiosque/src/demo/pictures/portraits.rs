//! Portraits of invented people, and the newsroom's own sign: three rivers.

use super::canvas::{Canvas, Colour, hex, mix};

const SIDE: usize = 480;

/// How someone looks: ground, skin, hair, clothes.
struct Look {
    ground: Colour,
    skin: Colour,
    hair: Colour,
    clothes: Colour,
    long: bool,
    beard: bool,
}

fn finish(canvas: &Canvas) -> Result<Vec<u8>, imaging::Error> {
    imaging::png(SIDE as u32, SIDE as u32, &canvas.pixels)
}

fn ground(canvas: &mut Canvas, colour: Colour) {
    for y in 0..SIDE {
        for x in 0..SIDE {
            canvas.set(x, y, mix(colour, hex(0xffffff), 0.25 * (1.0 - y as f32 / SIDE as f32)));
        }
    }
}

/// Someone who writes or photographs: `0`, `1`, ...
pub fn person(number: u32) -> Result<Vec<u8>, imaging::Error> {
    let look = match number {
        0 => Look { ground: hex(0xc8d9d2), skin: hex(0xe3b08d), hair: hex(0x4a2e22), clothes: hex(0x8a2432), long: true, beard: false },
        1 => Look { ground: hex(0xd9d2bd), skin: hex(0xd79f7b), hair: hex(0x5b5750), clothes: hex(0x2f4f6b), long: false, beard: true },
        _ => Look { ground: hex(0xcbd3e0), skin: hex(0xeec1a0), hair: hex(0xa8632c), clothes: hex(0x35584a), long: true, beard: false },
    };
    let mut canvas = Canvas::new(SIDE, SIDE);
    ground(&mut canvas, look.ground);
    if look.long {
        canvas.ellipse((240.0, 232.0), (118.0, 150.0), look.hair, 1.0);
    }
    canvas.ellipse((240.0, 500.0), (190.0, 150.0), look.clothes, 1.0);
    canvas.rectangle((204.0, 290.0), (72.0, 84.0), mix(look.skin, hex(0x7a4a35), 0.22));
    canvas.ellipse((240.0, 372.0), (40.0, 24.0), mix(look.skin, hex(0x7a4a35), 0.1), 1.0);
    canvas.ellipse((240.0, 222.0), (86.0, 108.0), look.skin, 1.0);
    if look.beard {
        canvas.polygon(&[(156.0, 240.0), (324.0, 240.0), (312.0, 300.0), (276.0, 338.0), (204.0, 338.0), (168.0, 300.0)], look.hair, 0.92);
        canvas.ellipse((240.0, 236.0), (70.0, 34.0), look.skin, 1.0);
    }
    let fringe = [
        (150.0, 216.0),
        (152.0, 150.0),
        (196.0, 100.0),
        (262.0, 92.0),
        (318.0, 130.0),
        (332.0, 214.0),
        (300.0, 170.0),
        (214.0, 160.0),
        (176.0, 178.0),
    ];
    canvas.polygon(&fringe, look.hair, 1.0);
    for eye in [206.0, 274.0] {
        canvas.ellipse((eye, 222.0), (8.0, 9.0), hex(0x2b211c), 1.0);
        canvas.line((eye - 18.0, 202.0), (eye + 18.0, 200.0), 5.0, mix(look.hair, hex(0x000000), 0.2), 0.9);
    }
    canvas.polygon(&[(240.0, 228.0), (252.0, 262.0), (234.0, 264.0)], mix(look.skin, hex(0x7a4a35), 0.3), 0.8);
    let mouth = [(212.0, 288.0), (240.0, 294.0), (268.0, 288.0), (254.0, 304.0), (226.0, 304.0)];
    canvas.polygon(&mouth, hex(0xa5473f), 0.9);
    finish(&canvas)
}

/// Three rivers that become one, on the newsroom's red.
pub fn newsroom() -> Result<Vec<u8>, imaging::Error> {
    let mut canvas = Canvas::new(SIDE, SIDE);
    ground(&mut canvas, hex(0x8a2432));
    for (from, tone) in [(110.0, 0xf3d9c0), (240.0, 0xffffff), (370.0, 0xf3d9c0)] {
        let point = |step: i32| {
            let at = step as f32 / 40.0;
            let x = from + (240.0 - from) * at.powf(1.6) + (at * 9.0).sin() * 22.0 * (1.0 - at);
            (x, 70.0 + at * 350.0)
        };
        for step in 0..40 {
            let width = 20.0 + 16.0 * step as f32 / 40.0;
            let (one, next) = (point(step), point(step + 1));
            canvas.line(one, (next.0, next.1 + 1.0), width, hex(tone), 1.0);
        }
    }
    finish(&canvas)
}
