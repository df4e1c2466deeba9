//! A small canvas: gradients, and shapes with soft edges.

/// A colour: red, green, blue, 0 to 255.
pub type Colour = [f32; 3];

/// A colour written as in a style sheet: `0x17573f`.
pub fn hex(number: u32) -> Colour {
    [16, 8, 0].map(|shift| ((number >> shift) & 0xFF) as f32)
}

/// Between two colours: `at` 0 is the first.
pub fn mix(from: Colour, to: Colour, at: f32) -> Colour {
    if at <= 0.0 {
        return from;
    }
    if at >= 1.0 {
        return to;
    }
    // Written out: this is done for every pixel, and a debug build does not unroll.
    let [red, green, blue] = from;
    [red + (to[0] - red) * at, green + (to[1] - green) * at, blue + (to[2] - blue) * at]
}

/// Three bytes a pixel.
#[derive(Debug)]
pub struct Canvas {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
}

impl Canvas {
    pub fn new(width: usize, height: usize) -> Canvas {
        Canvas { width, height, pixels: vec![0; width * height * 3] }
    }

    pub fn set(&mut self, x: usize, y: usize, colour: Colour) {
        let at = (y * self.width + x) * 3;
        self.pixels[at] = colour[0] as u8;
        self.pixels[at + 1] = colour[1] as u8;
        self.pixels[at + 2] = colour[2] as u8;
    }

    pub fn get(&self, x: usize, y: usize) -> Colour {
        let at = (y * self.width + x) * 3;
        [self.pixels[at] as f32, self.pixels[at + 1] as f32, self.pixels[at + 2] as f32]
    }

    /// Lays a colour over a pixel; outside the canvas nothing happens.
    pub fn blend(&mut self, x: i32, y: i32, colour: Colour, cover: f32) {
        if x < 0 || y < 0 || x as usize >= self.width || y as usize >= self.height || cover <= 0.0 {
            return;
        }
        let under = self.get(x as usize, y as usize);
        self.set(x as usize, y as usize, mix(under, colour, cover));
    }

    /// Fills a shape given by its corners; its edges are soft.
    pub fn polygon(&mut self, corners: &[(f32, f32)], colour: Colour, cover: f32) {
        const STEPS: i32 = 4;
        let top = corners.iter().map(|corner| corner.1).fold(f32::MAX, f32::min).floor().max(0.0) as i32;
        let bottom = corners.iter().map(|corner| corner.1).fold(f32::MIN, f32::max).ceil().min(self.height as f32) as i32;
        let left = corners.iter().map(|corner| corner.0).fold(f32::MAX, f32::min).floor().max(0.0) as i32;
        let right = corners.iter().map(|corner| corner.0).fold(f32::MIN, f32::max).ceil().min(self.width as f32) as i32;
        if right <= left {
            return;
        }
        let mut row = vec![0.0_f32; (right - left) as usize];
        for y in top..bottom {
            row.fill(0.0);
            for step in 0..STEPS {
                let line = y as f32 + (step as f32 + 0.5) / STEPS as f32;
                let crossings = crossings(corners, line);
                for pair in crossings.chunks_exact(2) {
                    let (from, to) = (pair[0].max(left as f32), pair[1].min(right as f32));
                    let mut x = from.floor();
                    while x < to {
                        let share = (x + 1.0).min(to) - x.max(from);
                        if let Some(cell) = row.get_mut((x as i32 - left) as usize) {
                            *cell += share / STEPS as f32;
                        }
                        x += 1.0;
                    }
                }
            }
            for (x, share) in (left..).zip(&row) {
                self.blend(x, y, colour, share.min(1.0) * cover);
            }
        }
    }

    /// Fills an ellipse.
    pub fn ellipse(&mut self, (x, y): (f32, f32), (wide, high): (f32, f32), colour: Colour, cover: f32) {
        let corners: Vec<(f32, f32)> = (0..48)
            .map(|step| {
                let turn = step as f32 * std::f32::consts::TAU / 48.0;
                (x + wide * turn.cos(), y + high * turn.sin())
            })
            .collect();
        self.polygon(&corners, colour, cover);
    }

    /// Fills a rectangle.
    pub fn rectangle(&mut self, (x, y): (f32, f32), (wide, high): (f32, f32), colour: Colour) {
        self.polygon(&[(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)], colour, 1.0);
    }

    /// Draws a line of some width.
    pub fn line(&mut self, from: (f32, f32), to: (f32, f32), width: f32, colour: Colour, cover: f32) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = (dx * dx + dy * dy).sqrt().max(0.001);
        let (nx, ny) = (-dy / length * width / 2.0, dx / length * width / 2.0);
        let corners = [(from.0 + nx, from.1 + ny), (to.0 + nx, to.1 + ny), (to.0 - nx, to.1 - ny), (from.0 - nx, from.1 - ny)];
        self.polygon(&corners, colour, cover);
    }
}

/// Where a horizontal line crosses the edges of a shape, from left to right.
fn crossings(corners: &[(f32, f32)], line: f32) -> Vec<f32> {
    let mut found = Vec::new();
    for (index, from) in corners.iter().enumerate() {
        let to = corners[(index + 1) % corners.len()];
        if (from.1 <= line) != (to.1 <= line) {
            found.push(from.0 + (line - from.1) / (to.1 - from.1) * (to.0 - from.0));
        }
    }
    found.sort_by(f32::total_cmp);
    found
}

/// Numbers that look like chance and are the same each time (xorshift).
#[derive(Debug)]
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// From 0 to 1.
    pub fn next(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// Between two numbers.
    pub fn between(&mut self, from: f32, to: f32) -> f32 {
        from + (to - from) * self.next()
    }
}
