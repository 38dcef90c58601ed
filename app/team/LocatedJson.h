// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace parlance {

struct LocatedMember;

//! A JSON value that knows the byte at which it stands, so that a message can name line and column.
struct LocatedJson {
    enum class Type { Null, Boolean, Integer, Number, String, Array, Object };
    Type type = Type::Null;
    qsizetype offset = 0;
    bool boolean = false;
    qint64 integer = 0; //!< when type is Integer
    double number = 0;  //!< when type is Integer or Number
    QString string;
    std::vector<LocatedJson> elements;  //!< of an array
    std::vector<LocatedMember> members; //!< of an object, as they stand in the text; a repeated key twice

    //! The member's value, the last one of a repeated key; nullptr when there is none.
    const LocatedJson* find(const QString& key) const;
};

struct LocatedMember {
    QString key;
    qsizetype offset = 0; //!< of the key
    LocatedJson value;
};

struct LocatedJsonError {
    qsizetype offset = 0;
    QString message; //!< a sentence
};

//! Reads \a text (RFC 8259, UTF-8, a byte order mark is skipped over), nested at most 64 deep. Pure.
Result<LocatedJson, LocatedJsonError> parseLocatedJson(const QByteArray& text);

//! Line and column, both from 1 and in characters, of a byte offset.
struct TextPosition {
    int line = 1;
    int column = 1;
    bool operator==(const TextPosition&) const = default;
};
TextPosition textPosition(const QByteArray& text, qsizetype offset);

} // namespace parlance
