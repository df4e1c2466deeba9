//! Landscapes of the invented region: hills one behind the other, water, and what people have built there.

use super::canvas::{Canvas, Chance, Colour, hex, mix};

const WIDTH: usize = 960;
const HEIGHT: usize = 600;
/// The square of the sun's radius.
const DISC: f32 = 34.0 * 34.0;

/// The light: the sky above and at the horizon, the sun's or moon's colour, the hills, the water.
struct Light {
    high: Colour,
    low: Colour,
    sun: Colour,
    hill: Colour,
    near: Colour,
    water: Colour,
    roof: Colour,
    wall: Colour,
    lamp: bool,
}

fn light(hour: &str) -> Light {
    let light = |[high, low, sun, hill, near, water, roof, wall]: [u32; 8], lamp: bool| Light {
        high: hex(high),
        low: hex(low),
        sun: hex(sun),
        hill: hex(hill),
        near: hex(near),
        water: hex(water),
        roof: hex(roof),
        wall: hex(wall),
        lamp,
    };
    match hour {
        "dawn" => light([0x7fa3bd, 0xf6d9b8, 0xfff2d6, 0x5f7f86, 0x2f4a45, 0x9db7bd, 0x9c4f3c, 0xf0e2cd], false),
        "dusk" => light([0x3d4a78, 0xf0a276, 0xffe0a8, 0x6a5a7c, 0x2b2a44, 0x8a7d96, 0x5d2f38, 0xc9a794], true),
        "night" => light([0x0e1730, 0x33456b, 0xf3f0df, 0x223252, 0x0b1424, 0x2a3d62, 0x1a1f33, 0x39466a], true),
        "snow" => light([0x9fb4c8, 0xe9eef2, 0xffffff, 0x9fb1bf, 0xe6ecf0, 0xb4c4cf, 0x7a5a52, 0xdcd6cc], false),
        "storm" => light([0x55636f, 0xb3bcbd, 0xdfe3df, 0x5d6d6c, 0x2f403c, 0x7e8f93, 0x6f4136, 0xc7bfb0], false),
        _ => light([0x5d9cc9, 0xdcebee, 0xfffbe8, 0x6f9a8b, 0x3f6b45, 0x86b3c4, 0xb0553c, 0xf4ead9], false),
    }
}

/// The height of a line of hills at `x`, from waves of some lengths.
struct Ridge {
    base: f32,
    waves: [(f32, f32, f32); 3],
    sharp: bool,
}

impl Ridge {
    fn new(chance: &mut Chance, base: f32, high: f32, sharp: bool) -> Ridge {
        let mut wave =
            |length: f32, share: f32| (chance.between(0.8, 1.25) * std::f32::consts::TAU / length, chance.between(0.0, 6.3), high * share);
        Ridge { base, waves: [wave(760.0, 0.55), wave(310.0, 0.3), wave(if sharp { 90.0 } else { 140.0 }, 0.15)], sharp }
    }

    fn top(&self, x: f32) -> f32 {
        let height: f32 = self.waves.iter().map(|(often, begin, high)| self.wave(x * often + begin) * high).sum();
        self.base - height
    }

    fn wave(&self, at: f32) -> f32 {
        if self.sharp { 1.0 - 2.0 * (at / std::f32::consts::PI).fract().abs().mul_add(2.0, -1.0).abs() } else { at.sin() }
    }
}

/// Draws a place at an hour; the seed makes one hill unlike the next. A PNG.
pub fn draw(place: &str, hour: &str, seed: u64) -> Result<Vec<u8>, imaging::Error> {
    let light = light(hour);
    let mut chance = Chance::new(seed + 7);
    let mut canvas = Canvas::new(WIDTH, HEIGHT);
    let horizon = match place {
        "lake" | "ferry" => 300.0,
        "field" | "road" => 330.0,
        _ => 350.0,
    };
    let sun = (chance.between(220.0, 740.0), chance.between(90.0, 190.0));
    let sharp = matches!(place, "pass" | "lake" | "dam");
    let mut ridges = Vec::new();
    let count = if matches!(place, "lake" | "ferry" | "field") { 3 } else { 5 };
    for step in 0..count {
        let far = step as f32 / (count - 1) as f32;
        let base = if count == 3 { horizon - 60.0 + 60.0 * far } else { horizon - 80.0 + far * 190.0 };
        let high = if sharp && far < 0.5 { 130.0 } else { 62.0 - 26.0 * far };
        ridges.push((Ridge::new(&mut chance, base, high, sharp && far < 0.5), far));
    }
    paint(&mut canvas, &light, &ridges, sun, hour == "snow");
    if light.lamp && hour == "night" {
        stars(&mut canvas, &mut chance, &ridges);
    }
    match place {
        "river" => river(&mut canvas, &light, &mut chance, horizon + 40.0, 26.0),
        "lake" => lake(&mut canvas, &light, horizon, false),
        "ferry" => lake(&mut canvas, &light, horizon, true),
        "dam" => dam(&mut canvas, &light, horizon),
        "mill" => {
            river(&mut canvas, &light, &mut chance, horizon + 50.0, 22.0);
            mill(&mut canvas, &light);
        }
        "bridge" => {
            river(&mut canvas, &light, &mut chance, horizon + 20.0, 40.0);
            bridge(&mut canvas, &light);
        }
        "town" => town(&mut canvas, &light, &mut chance),
        "field" => field(&mut canvas, &light, horizon),
        "road" => road(&mut canvas, &light, horizon),
        _ => {}
    }
    if matches!(place, "forest" | "pass" | "river" | "road" | "dam") {
        trees(&mut canvas, &light, &mut chance, if place == "forest" { 60 } else { 16 }, hour == "snow");
    }
    imaging::png(WIDTH as u32, HEIGHT as u32, &canvas.pixels)
}

fn sky(light: &Light, sun: (f32, f32), x: f32, y: f32) -> Colour {
    let plain = mix(light.high, light.low, y / 330.0);
    let (dx, dy) = (x - sun.0, y - sun.1);
    let far = dx * dx + dy * dy;
    // The disc, and its glow around it.
    if far < DISC { mix(plain, light.sun, (DISC - far) / 120.0) } else { mix(plain, light.sun, 1_650.0 / (far + 3_000.0)) }
}

/// Each pixel once: from the nearest hill upwards, then the sky.
fn paint(canvas: &mut Canvas, light: &Light, ridges: &[(Ridge, f32)], sun: (f32, f32), snow: bool) {
    for x in 0..canvas.width {
        let mut floor = canvas.height;
        for (ridge, far) in ridges.iter().rev() {
            let top = ridge.top(x as f32).clamp(0.0, floor as f32);
            let from = top.ceil() as usize;
            let tone = mix(mix(light.low, light.hill, 0.35 + 0.65 * far), light.near, far * far);
            for y in from..floor {
                let down = (y as f32 - top) / 130.0;
                let lit = if snow { mix(hex(0xffffff), tone, 0.25 + down) } else { mix(tone, light.low, 0.16 * (1.0 - *far) * down) };
                canvas.set(x, y, lit);
            }
            if let Some(y) = from.checked_sub(1).filter(|_| from <= floor && from > 0) {
                // The edge: part hill, part what is behind.
                let behind = sky(light, sun, x as f32, y as f32);
                canvas.set(x, y, mix(behind, tone, from as f32 - top));
                floor = floor.min(y);
            } else {
                floor = floor.min(from);
            }
        }
        for y in 0..floor {
            canvas.set(x, y, sky(light, sun, x as f32, y as f32));
        }
    }
}

fn stars(canvas: &mut Canvas, chance: &mut Chance, ridges: &[(Ridge, f32)]) {
    let top = |x: f32| ridges.iter().map(|(ridge, _)| ridge.top(x)).fold(f32::MAX, f32::min);
    for _ in 0..90 {
        let (x, y) = (chance.between(0.0, 960.0), chance.between(0.0, 300.0));
        if y < top(x) - 8.0 {
            canvas.ellipse((x, y), (chance.between(0.7, 1.6), 1.2), hex(0xffffff), 0.8);
        }
    }
}

/// A river that widens as it comes near.
fn river(canvas: &mut Canvas, light: &Light, chance: &mut Chance, from: f32, grows: f32) {
    let lean = chance.between(-0.5, 0.5);
    let begin = chance.between(380.0, 580.0);
    for y in from as usize..canvas.height {
        let near = (y as f32 - from) / (canvas.height as f32 - from);
        let middle = begin + lean * 260.0 * near + (near * 5.2 + lean * 3.0).sin() * 150.0 * near;
        let half = 4.0 + grows * 7.0 * near * near + 10.0 * near;
        let (left, right) = (middle - half, middle + half);
        for x in left.floor() as i32..right.ceil() as i32 {
            let cover = (x as f32 + 1.0 - left).min(right - x as f32).clamp(0.0, 1.0);
            let ripple = ((x as f32 * 0.021 + y as f32 * 0.34).sin() * 0.5 + 0.5) * 0.28;
            canvas.blend(x, y as i32, mix(mix(light.water, light.low, 0.45), light.sun, ripple * (1.0 - near * 0.5)), cover);
        }
    }
}

/// Still water that mirrors what stands above it.
fn lake(canvas: &mut Canvas, light: &Light, horizon: f32, boat: bool) {
    let line = horizon as usize + 34;
    for y in line..canvas.height {
        let down = y - line;
        let mirrored = line.saturating_sub(1 + down * 4 / 5);
        for x in 0..canvas.width {
            let sway = ((y as f32 * 0.42).sin() * (2.0 + down as f32 / 40.0)) as i32;
            let from = (x as i32 + sway).clamp(0, canvas.width as i32 - 1) as usize;
            let ripple = if (y as f32 * 0.55 + (x as f32 * 0.013).sin() * 5.0).sin() > 0.86 { 0.13 } else { 0.0 };
            let seen = canvas.get(from, mirrored);
            canvas.set(x, y, mix(mix(seen, light.water, 0.35 + down as f32 / 700.0), light.low, ripple));
        }
    }
    if boat {
        ferry(canvas, light);
    } else {
        let (x, y) = (640.0, 470.0);
        canvas.polygon(&[(x - 60.0, y), (x + 66.0, y), (x + 44.0, y + 20.0), (x - 44.0, y + 20.0)], light.roof, 1.0);
        canvas.line((x, y), (x, y - 110.0), 4.0, light.near, 1.0);
        canvas.polygon(&[(x + 4.0, y - 108.0), (x + 58.0, y - 10.0), (x + 4.0, y - 10.0)], light.wall, 1.0);
        canvas.polygon(&[(x - 4.0, y - 96.0), (x - 40.0, y - 10.0), (x - 4.0, y - 10.0)], mix(light.wall, light.low, 0.4), 1.0);
    }
}

fn ferry(canvas: &mut Canvas, light: &Light) {
    let (x, y) = (430.0, 450.0);
    canvas.line((0.0, y - 86.0), (960.0, y - 70.0), 2.0, mix(light.near, light.low, 0.3), 0.9);
    canvas.polygon(&[(x - 130.0, y), (x + 130.0, y), (x + 104.0, y + 34.0), (x - 104.0, y + 34.0)], light.roof, 1.0);
    canvas.rectangle((x - 34.0, y - 52.0), (72.0, 52.0), light.wall);
    canvas.polygon(&[(x - 44.0, y - 50.0), (x + 48.0, y - 50.0), (x + 36.0, y - 66.0), (x - 32.0, y - 66.0)], light.near, 1.0);
    let glass = if light.lamp { hex(0xffd98a) } else { mix(light.high, light.water, 0.5) };
    canvas.rectangle((x - 22.0, y - 40.0), (20.0, 18.0), glass);
    canvas.rectangle((x + 8.0, y - 40.0), (20.0, 18.0), glass);
    for post in [-110.0, -80.0, 70.0, 100.0] {
        canvas.line((x + post, y), (x + post, y - 24.0), 3.0, light.near, 1.0);
    }
    canvas.line((x - 118.0, y - 22.0), (x - 70.0, y - 22.0), 3.0, light.near, 1.0);
    canvas.line((x + 62.0, y - 22.0), (x + 112.0, y - 22.0), 3.0, light.near, 1.0);
}

fn dam(canvas: &mut Canvas, light: &Light, horizon: f32) {
    let top = horizon + 20.0;
    let stone = mix(light.wall, light.hill, 0.35);
    canvas.polygon(&[(150.0, top), (810.0, top), (740.0, 520.0), (220.0, 520.0)], stone, 1.0);
    for course in 1..6 {
        let y = top + course as f32 * 27.0;
        canvas.line((160.0 + course as f32 * 11.0, y), (800.0 - course as f32 * 11.0, y), 2.0, mix(stone, light.near, 0.35), 0.7);
    }
    canvas.rectangle((140.0, top - 14.0), (680.0, 16.0), mix(stone, light.near, 0.25));
    let foam = mix(light.sun, hex(0xffffff), 0.6);
    for gate in [330.0, 450.0, 570.0] {
        canvas.rectangle((gate, top + 22.0), (60.0, 30.0), light.near);
        canvas.polygon(&[(gate + 4.0, top + 46.0), (gate + 56.0, top + 46.0), (gate + 78.0, 540.0), (gate - 18.0, 540.0)], foam, 0.9);
    }
    for y in 520..canvas.height {
        let half = 270.0 + (y as f32 - 520.0) * 2.4;
        for x in (480.0 - half) as i32..(480.0 + half) as i32 {
            let ripple = ((x as f32 * 0.05 + y as f32 * 0.5).sin() * 0.5 + 0.5) * 0.4;
            canvas.blend(x, y as i32, mix(mix(light.water, light.low, 0.3), foam, ripple), 1.0);
        }
    }
    for x in [310.0, 430.0, 480.0, 545.0, 640.0] {
        canvas.ellipse((x, 532.0), (64.0, 15.0), foam, 0.65);
    }
}

fn house(canvas: &mut Canvas, light: &Light, (x, y): (f32, f32), size: f32, tone: f32) {
    let wall = mix(light.wall, light.low, tone);
    canvas.rectangle((x, y - size * 0.75), (size, size * 0.75), wall);
    canvas.rectangle((x + size * 0.72, y - size * 0.75), (size * 0.28, size * 0.75), mix(wall, light.near, 0.22));
    let roof = mix(light.roof, light.low, tone * 0.6);
    canvas.polygon(&[(x - size * 0.1, y - size * 0.72), (x + size * 0.5, y - size * 1.25), (x + size * 1.1, y - size * 0.72)], roof, 1.0);
    let glass = if light.lamp { hex(0xffd98a) } else { mix(light.near, light.water, 0.4) };
    for step in [0.16, 0.46] {
        canvas.rectangle((x + size * step, y - size * 0.52), (size * 0.16, size * 0.24), glass);
    }
}

fn mill(canvas: &mut Canvas, light: &Light) {
    house(canvas, light, (600.0, 500.0), 150.0, 0.0);
    let (x, y, r) = (590.0, 462.0, 62.0);
    let wood = mix(light.roof, light.near, 0.55);
    for step in 0..12 {
        let turn = step as f32 * std::f32::consts::TAU / 12.0;
        canvas.line((x, y), (x + turn.cos() * r, y + turn.sin() * r), 4.0, wood, 1.0);
        let next = turn + std::f32::consts::TAU / 12.0;
        for ring in [r, r * 0.72] {
            let from = (x + turn.cos() * ring, y + turn.sin() * ring);
            canvas.line(from, (x + next.cos() * ring, y + next.sin() * ring), 5.0, wood, 1.0);
        }
        let paddle = (x + turn.cos() * (r + 12.0), y + turn.sin() * (r + 12.0));
        canvas.line((x + turn.cos() * r, y + turn.sin() * r), paddle, 9.0, wood, 1.0);
    }
    canvas.ellipse((x, y + r + 14.0), (86.0, 9.0), mix(light.sun, hex(0xffffff), 0.5), 0.7);
}

fn bridge(canvas: &mut Canvas, light: &Light) {
    let stone = mix(light.wall, light.hill, 0.3);
    let deck = 405.0;
    canvas.polygon(
        &[(0.0, deck), (480.0, deck - 34.0), (960.0, deck), (960.0, deck + 28.0), (480.0, deck - 6.0), (0.0, deck + 28.0)],
        stone,
        1.0,
    );
    for pier in 0..5 {
        let x = 60.0 + pier as f32 * 210.0;
        let lift = 34.0 * (1.0 - ((x - 480.0) / 480.0).abs());
        canvas.rectangle((x - 22.0, deck - lift + 16.0), (44.0, 122.0 + lift), stone);
        canvas.rectangle((x + 8.0, deck - lift + 16.0), (14.0, 122.0 + lift), mix(stone, light.near, 0.25));
        let (left, right) = (x + 22.0, x + 188.0);
        // What fills the corner above an arch.
        let arch = |step: i32| {
            let turn = std::f32::consts::PI * step as f32 / 16.0;
            let middle = (left + right) / 2.0;
            (middle - turn.cos() * 83.0, deck - lift + 104.0 - turn.sin() * 72.0)
        };
        let mut corners: Vec<(f32, f32)> = (0..=16).map(arch).collect();
        corners.extend([(right, deck - lift + 10.0), (left, deck - lift + 10.0)]);
        canvas.polygon(&corners, stone, 1.0);
    }
    canvas.line((0.0, deck), (480.0, deck - 34.0), 6.0, mix(stone, light.near, 0.35), 1.0);
    canvas.line((480.0, deck - 34.0), (960.0, deck), 6.0, mix(stone, light.near, 0.35), 1.0);
}

fn town(canvas: &mut Canvas, light: &Light, chance: &mut Chance) {
    for row in 0..4 {
        let y = 400.0 + row as f32 * 44.0;
        let size = 40.0 + row as f32 * 13.0;
        let mut x = 150.0 - row as f32 * 50.0 + chance.between(0.0, 30.0);
        let mut has_tower = row != 1;
        while x < 760.0 + row as f32 * 45.0 {
            if !has_tower && x > 440.0 {
                has_tower = true;
                tower(canvas, light, (x, y));
            } else {
                house(canvas, light, (x, y + chance.between(-8.0, 8.0)), size * chance.between(0.85, 1.1), 0.3 - 0.1 * row as f32);
            }
            x += size * chance.between(1.12, 1.5);
        }
    }
}

fn tower(canvas: &mut Canvas, light: &Light, (x, y): (f32, f32)) {
    canvas.rectangle((x, y - 130.0), (38.0, 130.0), light.wall);
    canvas.rectangle((x + 26.0, y - 130.0), (12.0, 130.0), mix(light.wall, light.near, 0.25));
    canvas.polygon(&[(x - 6.0, y - 128.0), (x + 19.0, y - 190.0), (x + 44.0, y - 128.0)], light.roof, 1.0);
    canvas.ellipse((x + 19.0, y - 104.0), (8.0, 8.0), if light.lamp { hex(0xffd98a) } else { light.near }, 1.0);
}

/// Rows that run towards the horizon.
fn field(canvas: &mut Canvas, light: &Light, horizon: f32) {
    let wheat = mix(hex(0xe3b857), light.low, 0.2);
    let from = horizon + 34.0;
    canvas.polygon(&[(0.0, from + 18.0), (480.0, from), (960.0, from + 14.0), (960.0, 600.0), (0.0, 600.0)], wheat, 1.0);
    for row in -14..15 {
        let (top, low) = (480.0 + row as f32 * 26.0, 480.0 + row as f32 * 118.0);
        let tone = mix(wheat, light.near, if row % 2 == 0 { 0.38 } else { 0.2 });
        canvas.polygon(&[(top - 2.0, from + 12.0), (top + 2.0, from + 12.0), (low + 20.0, 600.0), (low - 20.0, 600.0)], tone, 0.75);
    }
    house(canvas, light, (700.0, from + 22.0), 58.0, 0.15);
    let trunk = mix(light.roof, light.near, 0.7);
    canvas.rectangle((214.0, from - 34.0), (10.0, 60.0), trunk);
    canvas.ellipse((219.0, from - 62.0), (52.0, 46.0), mix(light.near, light.hill, 0.3), 1.0);
    canvas.ellipse((200.0, from - 74.0), (32.0, 28.0), mix(light.hill, light.low, 0.15), 0.7);
}

/// A road that turns and goes over the hill.
fn road(canvas: &mut Canvas, light: &Light, horizon: f32) {
    let grey = mix(mix(light.near, light.low, 0.45), hex(0x777777), 0.4);
    let from = horizon + 70.0;
    for y in from as usize..canvas.height {
        let near = (y as f32 - from) / (canvas.height as f32 - from);
        let middle = 520.0 + (near * 4.4).sin() * 190.0 * (1.0 - near * 0.35) - near * 60.0;
        let half = 5.0 + 95.0 * near * near + 12.0 * near;
        for x in (middle - half) as i32..(middle + half) as i32 {
            canvas.blend(x, y as i32, grey, 1.0);
        }
        if (near * near * 40.0).fract() < 0.5 {
            for x in (middle - half * 0.03) as i32..=(middle + half * 0.03) as i32 {
                canvas.blend(x, y as i32, light.wall, 0.9);
            }
        }
    }
}

fn trees(canvas: &mut Canvas, light: &Light, chance: &mut Chance, count: usize, snow: bool) {
    let mut all: Vec<(f32, f32)> = (0..count)
        .map(|_| {
            let x = chance.between(-30.0, 990.0);
            // The middle stays open, so that one sees into the valley.
            let x = if count < 30 && (x - 480.0).abs() < 300.0 { if x < 480.0 { x - 300.0 } else { x + 300.0 } } else { x };
            (x, chance.between(470.0, 640.0))
        })
        .collect();
    all.sort_by(|one, other| one.1.total_cmp(&other.1));
    for (x, y) in all {
        let near = (y - 460.0) / 180.0;
        let size = 60.0 + 120.0 * near;
        let tone = mix(
            mix(light.hill, light.near, 0.35 + 0.6 * near),
            if snow { hex(0xf4f7f9) } else { light.near },
            if snow { 0.45 } else { 0.1 },
        );
        canvas.rectangle((x - size * 0.04, y - size * 0.2), (size * 0.08, size * 0.25), mix(light.roof, light.near, 0.75));
        for step in 0..3 {
            let up = y - size * (0.12 + 0.27 * step as f32);
            let half = size * (0.3 - 0.075 * step as f32);
            canvas.polygon(&[(x - half, up), (x, up - size * 0.42), (x + half, up)], mix(tone, light.low, 0.07 * step as f32), 1.0);
        }
    }
}
