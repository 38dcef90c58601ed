// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/EditorMarks.h"

#include "ui/editor/PlaceTracker.h"

#include <algorithm>
#include <Qsci/qsciscintilla.h>

namespace parlance {

namespace {

constexpr int warningIndicator = 9;
constexpr int touchedIndicator = 11;
constexpr int placeIndicator = 12;

} // namespace

EditorMarks::EditorMarks(QsciScintilla* editor)
    : QObject(editor)
    , m_editor(editor)
    , m_tracker(new PlaceTracker(editor, this))
{
    editor->indicatorDefine(QsciScintilla::SquiggleLowIndicator, warningIndicator);
    editor->indicatorDefine(QsciScintilla::SquiggleLowIndicator, touchedIndicator);
    editor->indicatorDefine(QsciScintilla::StraightBoxIndicator, placeIndicator);
    editor->setIndicatorDrawUnder(true, placeIndicator);
    connect(m_tracker, &PlaceTracker::moved, this, &EditorMarks::draw);
    connect(editor, &QsciScintilla::textChanged, this, &EditorMarks::clearPlace);
}

void EditorMarks::setTheme(const Theme& theme)
{
    m_editor->setIndicatorForegroundColor(theme.warning, warningIndicator);
    m_editor->setIndicatorForegroundColor(theme.muted, touchedIndicator);
    QColor place = theme.focusRing();
    place.setAlpha(70);
    m_editor->setIndicatorForegroundColor(place, placeIndicator);
    m_editor->SendScintilla(QsciScintilla::SCI_INDICSETOUTLINEALPHA, static_cast<unsigned long>(placeIndicator), 255L);
}

void EditorMarks::show(const QList<Finding>& findings)
{
    const long size = m_editor->SendScintilla(QsciScintilla::SCI_GETLENGTH);
    m_findings.clear();
    m_tracker->clear();
    for (const Finding& finding : findings) {
        if (finding.length <= 0 || finding.severity == Finding::Severity::Info || finding.start >= size)
            continue;
        m_findings.append(finding);
        m_tracker->follow(finding.start, std::min(finding.length, qsizetype(size) - finding.start));
    }
    draw();
}

Finding EditorMarks::moved(qsizetype index) const
{
    Finding finding = m_findings.at(index);
    finding.start = m_tracker->place(index).start;
    finding.length = m_tracker->place(index).length;
    return finding;
}

QList<Finding> EditorMarks::findings() const
{
    QList<Finding> all;
    for (qsizetype i = 0; i < m_findings.size(); ++i)
        if (!m_tracker->place(i).touched)
            all.append(moved(i));
    return all;
}

void EditorMarks::remove(const QString& check)
{
    QList<Finding> kept;
    for (const Finding& finding : findings())
        if (finding.check != check)
            kept.append(finding);
    show(kept);
}

QList<Finding> EditorMarks::at(long position) const
{
    QList<Finding> found;
    for (qsizetype i = 0; i < m_findings.size(); ++i) {
        const PlaceTracker::Place& place = m_tracker->place(i);
        if (position >= place.start && position < place.start + place.length)
            found.append(moved(i));
    }
    return found;
}

void EditorMarks::clear()
{
    m_findings.clear();
    m_tracker->clear();
    clearPlace();
    draw();
}

void EditorMarks::pointOut(qsizetype start, qsizetype length)
{
    clearPlace();
    m_editor->SendScintilla(QsciScintilla::SCI_SETINDICATORCURRENT, static_cast<unsigned long>(placeIndicator));
    m_editor->SendScintilla(QsciScintilla::SCI_INDICATORFILLRANGE, static_cast<unsigned long>(start),
                            static_cast<long>(length));
}

void EditorMarks::clearPlace()
{
    clearIndicator(placeIndicator);
}

void EditorMarks::clearIndicator(int indicator)
{
    const long size = m_editor->SendScintilla(QsciScintilla::SCI_GETLENGTH);
    m_editor->SendScintilla(QsciScintilla::SCI_SETINDICATORCURRENT, static_cast<unsigned long>(indicator));
    m_editor->SendScintilla(QsciScintilla::SCI_INDICATORCLEARRANGE, 0UL, size);
}

void EditorMarks::draw()
{
    clearIndicator(warningIndicator);
    clearIndicator(touchedIndicator);
    for (qsizetype i = 0; i < m_findings.size(); ++i) {
        const PlaceTracker::Place& place = m_tracker->place(i);
        const int indicator = place.touched ? touchedIndicator : warningIndicator;
        if (place.length <= 0)
            continue;
        m_editor->SendScintilla(QsciScintilla::SCI_SETINDICATORCURRENT, static_cast<unsigned long>(indicator));
        m_editor->SendScintilla(QsciScintilla::SCI_INDICATORFILLRANGE, static_cast<unsigned long>(place.start),
                                static_cast<long>(place.length));
    }
}

} // namespace parlance
