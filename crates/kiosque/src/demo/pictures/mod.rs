//! Pictures of the sample newsroom, drawn by the program: nobody's photograph, and the same each time.

mod canvas;
mod portraits;
mod scenery;

pub use portraits::{newsroom, person};
pub use scenery::draw;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_drawn_and_every_light_is_known() {
        let places = ["river", "lake", "ferry", "dam", "mill", "bridge", "town", "field", "road", "forest", "pass"];
        let hours = ["dawn", "day", "dusk", "night", "snow", "storm"];
        for (place, hour) in places.into_iter().zip(hours.into_iter().cycle()) {
            let bytes = draw(place, hour, 3).unwrap();
            assert!(imaging::probe(&bytes).is_ok_and(|known| (known.width, known.height) == (960, 600)), "{place} {hour}");
        }
    }

    #[test]
    fn a_drawing_is_the_same_each_time_and_another_seed_is_another_hill() {
        assert_eq!(draw("river", "dawn", 1).unwrap(), draw("river", "dawn", 1).unwrap());
        assert_ne!(draw("river", "dawn", 1).unwrap(), draw("river", "dawn", 2).unwrap());
        assert_ne!(person(0).unwrap(), person(1).unwrap());
        assert!(imaging::probe(&newsroom().unwrap()).is_ok());
    }
}
