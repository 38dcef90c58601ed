// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ResultCellDelegate.h"

#include "ui/results/DigitGroups.h"

#include <QPainter>
#include <QtMath>

#include <algorithm>

namespace parlance {

namespace {

constexpr qsizetype longestGrouped = 200; // digits; nobody reads more

bool isAscii(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
}

} // namespace

QString oneLine(const QString& text)
{
    QString line = text;
    for (QChar& c : line) {
        if (c == u'\n' || c == u'\r' || c == u'\t' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            c = u' ';
    }
    return line;
}

ResultCellDelegate::ResultCellDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
{}

QSize ResultCellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QString text = oneLine(index.data().toString());
    return {option.fontMetrics.horizontalAdvance(text) + 2 * padding, option.fontMetrics.height() + 8};
}

const ResultCellDelegate::Glyphs& ResultCellDelegate::glyphs(const QFont& font) const
{
    if (m_glyphs.font == font && m_glyphs.baseline > 0)
        return m_glyphs;
    Glyphs made;
    made.font = font;
    made.plain = font;
    made.plain.setStyleStrategy(QFont::PreferNoShaping);
    made.plain.setKerning(false);
    made.italic = font;
    made.italic.setItalic(true);
    const QFontMetricsF metrics(made.plain);
    made.narrowest = metrics.horizontalAdvance(u'i');
    for (std::size_t i = 0; i < made.advances.size(); ++i) {
        const bool shown = i >= 0x20 && i != 0x7f;
        made.advances[i] = metrics.horizontalAdvance(shown ? QChar(static_cast<char16_t>(i)) : QChar(u' '));
        made.narrowest = std::min(made.narrowest, made.advances[i]);
    }
    made.narrowest = std::max<qreal>(1, made.narrowest);
    made.ellipsis = metrics.horizontalAdvance(QChar(0x2026));
    made.baseline = (metrics.ascent() - metrics.descent()) / 2;
    m_glyphs = made;
    return m_glyphs;
}

int ResultCellDelegate::textWidth(const QFont& font, QByteArrayView value) const
{
    const Glyphs& glyphs = this->glyphs(font);
    const QByteArrayView counted = value.first(std::min<qsizetype>(value.size(), 400));
    if (!isAscii(counted))
        return QFontMetrics(font).horizontalAdvance(oneLine(QString::fromUtf8(counted)));
    qreal width = 0;
    for (const char c : counted)
        width += glyphs.advances[static_cast<unsigned char>(c)];
    return qCeil(width);
}

void ResultCellDelegate::drawAscii(QPainter* painter, const QRect& inside, QByteArrayView text, bool right) const
{
    qreal width = 0;
    qsizetype fitting = 0; // as much as stands before an ellipsis
    qsizetype count = 0;
    for (; count < text.size() && width <= inside.width(); ++count) {
        width += m_glyphs.advances[static_cast<unsigned char>(text[count])];
        if (width + m_glyphs.ellipsis <= inside.width())
            fitting = count + 1;
    }
    QString shown;
    if (width > inside.width()) {
        shown = oneLine(QString::fromLatin1(text.first(fitting))) + QChar(0x2026);
        width = inside.width();
    } else {
        shown = oneLine(QString::fromLatin1(text));
    }
    painter->setFont(m_glyphs.plain);
    painter->drawText(
        QPointF(right ? inside.right() + 1 - width : inside.left(), QRectF(inside).center().y() + m_glyphs.baseline),
        shown);
}

void ResultCellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto& model = *static_cast<const ResultModel*>(index.model());
    const Glyphs& glyphs = this->glyphs(option.font);
    const QRect cell = option.rect;
    const bool selected = option.state & QStyle::State_Selected;
    painter->fillRect(cell, selected ? m_theme.accent.selection : m_theme.surface);
    painter->fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), m_theme.line);
    const bool isNull = model.isNull(index.row(), index.column());
    const bool right = model.isNumberColumn(index.column());
    const QRect inside = cell.adjusted(padding, 0, -padding, 0);
    painter->setPen(isNull ? m_theme.muted : m_theme.text);
    QByteArrayView value = model.cell(index.row(), index.column());
    QByteArray grouped; // a number that was cut first would be grouped wrongly
    if (right && groupsDigits(index.column()) && value.size() <= longestGrouped) {
        grouped = groupedDigits(value);
        value = grouped;
    }
    // At most four bytes a character: enough for what the cell can show, without decoding megabytes to paint.
    value = value.first(std::min(value.size(), static_cast<qsizetype>(inside.width() / glyphs.narrowest + 2) * 4));
    if (!isNull && isAscii(value)) {
        drawAscii(painter, inside, value, right);
    } else {
        QString text = isNull ? QStringLiteral("NULL") : oneLine(QString::fromUtf8(value));
        // A number cut without a mark would be another number, so what does not fit always ends in an ellipsis.
        if (option.fontMetrics.horizontalAdvance(text) > inside.width())
            text = option.fontMetrics.elidedText(text, Qt::ElideRight, inside.width());
        painter->setFont(isNull ? glyphs.italic : glyphs.font);
        const Qt::Alignment side = right ? Qt::AlignRight : Qt::AlignLeft;
        painter->drawText(inside, static_cast<int>(side | Qt::AlignVCenter) | Qt::TextSingleLine, text);
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(m_theme.focusRing());
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(cell.adjusted(0, 0, -1, -1));
    }
}

} // namespace parlance
