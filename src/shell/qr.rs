//! Texts as QR codes, drawn by the server.

use qrcode::{QrCode, render::svg};

use super::Error;

/// A text as an SVG that stands within a page; `label` says what it is.
///
/// # Errors
/// The text is too long for a code.
pub fn svg(text: &str, label: &str) -> Result<String, Error> {
    let code = QrCode::new(text).map_err(|error| Error::internal(&error))?;
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(200, 200).build();
    // within a page there is no declaration of XML
    let drawn = drawn.split_once("<svg ").map_or("", |(_, rest)| rest).to_owned();
    let label = label.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    Ok(format!("<svg class=\"qr\" role=\"img\" aria-label=\"{label}\" {drawn}"))
}

#[cfg(test)]
mod tests {
    use super::svg;

    #[test]
    fn a_code_is_an_image_with_a_name_and_without_style() {
        let drawn = svg("https://192.168.1.10/enter/x", "a \"link\" <here>").unwrap();
        assert!(drawn.starts_with(
            "<svg class=\"qr\" role=\"img\" aria-label=\"a &quot;link&quot; &lt;here>\""
        ));
        assert!(drawn.ends_with("</svg>") && !drawn.contains("style"));
        assert_ne!(drawn, svg("https://192.168.1.10/enter/y", "a \"link\" <here>").unwrap());
        assert!(svg(&"x".repeat(5000), "").is_err());
    }
}
