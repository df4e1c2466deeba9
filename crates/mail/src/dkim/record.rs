//! A public key as the DNS holds it: the RSA key within its SubjectPublicKeyInfo (RFC 5280, 4.1.2.7).

const SEQUENCE: u8 = 0x30;
const BIT_STRING: u8 = 0x03;
/// The algorithm rsaEncryption, without parameters.
const RSA: [u8; 15] = [SEQUENCE, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];

pub(super) fn public_key_info(rsa_key: &[u8]) -> Vec<u8> {
    let bits = [&[0], rsa_key].concat();
    tagged(SEQUENCE, &[&RSA, tagged(BIT_STRING, &bits).as_slice()].concat())
}

fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let length: Vec<u8> = length.into_iter().skip_while(|byte| *byte == 0).collect();
    let mut out = vec![tag];
    match (length.as_slice(), u8::try_from(length.len())) {
        ([short], _) if *short < 0x80 => out.push(*short),
        (_, Ok(count)) => {
            out.push(0x80 | count);
            out.extend_from_slice(&length);
        }
        // A length has eight bytes at most.
        (_, Err(_)) => {}
    }
    out.extend_from_slice(content);
    out
}
