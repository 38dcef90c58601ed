// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/theme/Theme.h"

#include <QHeaderView>

namespace parlance {

//! The column headers: the name, and beside it the type in small fixed-width letters. GUI thread.
class ResultHeader final : public QHeaderView {
    Q_OBJECT
public:
    explicit ResultHeader(QWidget* parent);
    void setTheme(const Theme& theme);
    //! The width that shows name and type of \a section, in pixels.
    int neededWidth(int section) const;

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    QSize sectionSizeFromContents(int section) const override;

private:
    QFont nameFont() const;
    QFont typeFont() const;
    Theme m_theme;
};

} // namespace parlance
