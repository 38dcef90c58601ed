// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/SqlScript.h"
#include "ui/theme/Theme.h"

#include <QObject>

class QsciScintilla;

namespace parlance {

class PlaceTracker;

//! What the checks found, underlined in the editor: the marks move with the text, and one whose text was touched is
//! grey until it is checked again. Beside it one place that is pointed out. GUI thread.
class EditorMarks final : public QObject {
    Q_OBJECT
public:
    explicit EditorMarks(QsciScintilla* editor);

    void setTheme(const Theme& theme);
    //! Takes the place of what was shown. Findings without a place, or that only inform, are not underlined.
    void show(const QList<Finding>& findings);
    //! What is underlined, each where it is now; without those that were touched.
    QList<Finding> findings() const;
    //! Those of one check are not wanted any more.
    void remove(const QString& check);
    //! Those underlined at \a position, a byte, each where it is now.
    QList<Finding> at(long position) const;
    void clear();
    //! Frames a place, until the text changes or clearPlace().
    void pointOut(qsizetype start, qsizetype length);
    void clearPlace();

private:
    void draw();
    void clearIndicator(int indicator);
    Finding moved(qsizetype index) const;

    QsciScintilla* m_editor = nullptr;
    PlaceTracker* m_tracker = nullptr;
    QList<Finding> m_findings; //!< as they began; the tracker has their places in the same order
};

} // namespace parlance
