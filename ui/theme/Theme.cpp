// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Theme.h"

#include <QWidget>

#include <cmath>

namespace parlance {

namespace {

// The channel's linear light, WCAG 2.1 "relative luminance".
double linear(float channel)
{
    const double c = static_cast<double>(channel);
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

QColor withLightness(const QColor& colour, float lightness)
{
    const QColor hsl = colour.toHsl();
    return QColor::fromHslF(std::max(0.0F, hsl.hslHueF()), hsl.hslSaturationF(), std::clamp(lightness, 0.0F, 1.0F))
        .toRgb();
}

// The colour of the same hue whose contrast with ground is nearest to the wanted one without falling below it.
// Lightness is monotonous in luminance for a fixed hue and saturation, so halving finds it.
QColor atContrast(const QColor& colour, const QColor& ground, double wanted, bool darkerThanGround)
{
    float good = darkerThanGround ? 0.0F : 1.0F;
    float bad = darkerThanGround ? 1.0F : 0.0F;
    for (int step = 0; step < 20; ++step) {
        const float middle = (good + bad) / 2;
        const QColor candidate = withLightness(colour, middle);
        const bool right = (luminance(candidate) < luminance(ground)) == darkerThanGround;
        (right && contrastRatio(candidate, ground) >= wanted ? good : bad) = middle;
    }
    return withLightness(colour, good);
}

QColor mixed(const QColor& ground, const QColor& colour, float share)
{
    const auto channel = [share](float a, float b) { return a + (b - a) * share; };
    return QColor::fromRgbF(channel(ground.redF(), colour.redF()), channel(ground.greenF(), colour.greenF()),
                            channel(ground.blueF(), colour.blueF()));
}

// The largest share of the accent that keeps muted text readable on the selected row.
QColor selectionGround(const QColor& ground, const QColor& accent, const QColor& muted, float share)
{
    QColor colour = mixed(ground, accent, share);
    while (share > 0.02F && contrastRatio(colour, muted) < 4.5) {
        share -= 0.01F;
        colour = mixed(ground, accent, share);
    }
    return colour;
}

} // namespace

double contrastRatio(const QColor& a, const QColor& b)
{
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return first > second ? first / second : second / first;
}

Accent Accent::fromColor(const QColor& accent, bool dark)
{
    const QColor white(Qt::white);
    const QColor lightGround(QStringLiteral("#ffffff"));
    const QColor darkRaised(QStringLiteral("#222733"));
    const QColor base = accent.isValid() ? accent.toRgb() : QColor(QStringLiteral("#0f766e"));
    // 4.6 and 5.6 leave room for rounding to eight bits.
    Accent result;
    result.button = contrastRatio(base, white) >= 4.5 ? base : atContrast(base, white, 4.6, true);
    const double strength = contrastRatio(result.button, white);
    result.gradientEnd = atContrast(result.button, white, std::max(4.6, 4.5 + (strength - 4.5) * 0.6), true);
    result.gradientStart = atContrast(result.button, white, std::clamp(strength * 1.45, 9.5, 19.0), true);
    result.bright = withLightness(result.button, result.button.lightnessF() + 0.25F);
    if (contrastRatio(result.bright, darkRaised) < 4.6)
        result.bright = atContrast(result.button, darkRaised, 4.6, false);
    result.selection = dark ? selectionGround(QColor(QStringLiteral("#1b1f27")), result.button,
                                              QColor(QStringLiteral("#9fa9b9")), 0.30F)
                            : selectionGround(lightGround, result.button, QColor(QStringLiteral("#5d6778")), 0.13F);
    return result;
}

namespace {

Theme lightTheme()
{
    Theme theme;
    theme.window = QColor(QStringLiteral("#f5f6f8"));
    theme.surface = QColor(QStringLiteral("#ffffff"));
    theme.raised = QColor(QStringLiteral("#ffffff"));
    theme.line = QColor(QStringLiteral("#e2e5ea"));
    theme.inputBorder = QColor(QStringLiteral("#838c9c"));
    theme.text = QColor(QStringLiteral("#1a1f28"));
    theme.muted = QColor(QStringLiteral("#5d6778"));
    theme.stripe = QColor(QStringLiteral("#f8f9fb"));
    theme.ok = QColor(QStringLiteral("#157a3b"));
    theme.warning = QColor(QStringLiteral("#a34a07"));
    theme.warningGround = QColor(QStringLiteral("#fff7e6"));
    theme.error = QColor(QStringLiteral("#b42318"));
    theme.errorGround = QColor(QStringLiteral("#fef3f2"));
    theme.link = QColor(QStringLiteral("#1d4ed8"));
    theme.keyword = QColor(QStringLiteral("#7c3aed"));
    theme.string = QColor(QStringLiteral("#157a3b"));
    theme.number = QColor(QStringLiteral("#a34a07"));
    theme.comment = QColor(QStringLiteral("#5d6778"));
    theme.function = QColor(QStringLiteral("#1d4ed8"));
    return theme;
}

Theme darkTheme()
{
    Theme theme;
    theme.dark = true;
    theme.window = QColor(QStringLiteral("#14171d"));
    theme.surface = QColor(QStringLiteral("#1b1f27"));
    theme.raised = QColor(QStringLiteral("#222733"));
    theme.line = QColor(QStringLiteral("#2d333f"));
    theme.inputBorder = QColor(QStringLiteral("#697386"));
    theme.text = QColor(QStringLiteral("#e7eaf0"));
    theme.muted = QColor(QStringLiteral("#9fa9b9"));
    theme.stripe = QColor(QStringLiteral("#1f242d"));
    theme.ok = QColor(QStringLiteral("#4ade80"));
    theme.warning = QColor(QStringLiteral("#fbbf24"));
    theme.warningGround = QColor(QStringLiteral("#2c2410"));
    theme.error = QColor(QStringLiteral("#f98080"));
    theme.errorGround = QColor(QStringLiteral("#331a1a"));
    theme.link = QColor(QStringLiteral("#8ab4ff"));
    theme.keyword = QColor(QStringLiteral("#c4a1ff"));
    theme.string = QColor(QStringLiteral("#7ee2a8"));
    theme.number = QColor(QStringLiteral("#f5b971"));
    theme.comment = QColor(QStringLiteral("#9fa9b9"));
    theme.function = QColor(QStringLiteral("#8ab4ff"));
    return theme;
}

} // namespace

Theme makeTheme(const QColor& accent, bool dark)
{
    Theme theme = dark ? darkTheme() : lightTheme();
    theme.accent = Accent::fromColor(accent, dark);
    return theme;
}

} // namespace parlance
