//! What the newsroom sees, by feature.
