// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Result.h"
#include "evaluation/EvaluatedItem.h"
#include "evaluation/QuestionSet.h"

#include <QFile>
#include <QHash>

#include <memory>

namespace parlance {

//! What an evaluation has done, in a file of JSON lines, so that it can be gone on with: an item counts for the same
//! id, question, gold SQL and model only. A line that a crash cut off is passed over.
class EvaluationState final {
public:
    //! Opens or makes \a path and reads what is done there; the error is a sentence.
    static Result<EvaluationState, QString> open(const QString& path);
    //! What came of \a question with \a models (in order of preference), if that is known.
    std::optional<EvaluatedItem> find(const GoldQuestion& question, const QStringList& models) const;
    //! Writes a line and sees that it is with the system; false when the file cannot be written.
    bool add(const GoldQuestion& question, const QStringList& models, const EvaluatedItem& item);
    QString path() const { return m_file->fileName(); }

private:
    std::unique_ptr<QFile> m_file;
    QHash<QByteArray, EvaluatedItem> m_done; //!< by key
};

} // namespace parlance
