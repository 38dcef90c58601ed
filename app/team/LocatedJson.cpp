// SPDX-License-Identifier: GPL-3.0-or-later
#include "team/LocatedJson.h"

#include <QCoreApplication>

#include <optional>
#include <rapidjson/error/error.h>
#include <rapidjson/reader.h>

namespace parlance {

namespace {

constexpr std::size_t deepest = 64;
constexpr unsigned parseFlags = rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag;

//! What RapidJSON reads from. Its own StringStream is copied by the reader and then stands still while an event is
//! told.
class TextStream final {
public:
    using Ch = char;
    explicit TextStream(const QByteArray& text)
        : m_text(text)
        , m_offset(text.startsWith("\xef\xbb\xbf") ? 3 : 0)
    {}
    char Peek()
    {
        m_endSeen |= m_offset >= m_text.size();
        return m_offset < m_text.size() ? m_text.at(m_offset) : '\0';
    }
    char Take()
    {
        const char c = Peek();
        ++m_offset;
        return c;
    }
    std::size_t Tell() const { return std::size_t(m_offset); }
    //! Whether more was asked for than there is.
    bool isEndSeen() const { return m_endSeen; }
    // For reading in place only, which is not done here.
    char* PutBegin() { return nullptr; }
    void Put(char) {}
    void Flush() {}
    std::size_t PutEnd(char*) { return 0; }

private:
    const QByteArray& m_text;
    qsizetype m_offset;
    bool m_endSeen = false;
};

// Where a token begins: between two tokens stand only blanks and the delimiter.
qsizetype startOfToken(const QByteArray& text, qsizetype offset)
{
    while (offset < text.size() && std::string_view(" \t\r\n,:").find(text.at(offset)) != std::string_view::npos)
        ++offset;
    return offset;
}

//! Builds the tree from RapidJSON's events. An event comes when its token was read, so a token begins after the last
//! one.
class TreeBuilder final {
public:
    TreeBuilder(const QByteArray& text, const TextStream& stream)
        : m_text(text)
        , m_stream(stream)
        , m_end(qsizetype(stream.Tell()))
    {}
    bool isTooDeep() const { return m_tooDeep; }
    LocatedJson takeRoot() { return std::move(m_root); }

    bool Null() { return add({}); }
    bool Bool(bool value)
    {
        LocatedJson node;
        node.type = LocatedJson::Type::Boolean;
        node.boolean = value;
        return add(std::move(node));
    }
    bool Int(int value) { return Int64(value); }
    bool Uint(unsigned value) { return Int64(value); }
    bool Int64(std::int64_t value)
    {
        LocatedJson node;
        node.type = LocatedJson::Type::Integer;
        node.integer = value;
        node.number = double(value);
        return add(std::move(node));
    }
    bool Uint64(std::uint64_t) { return Double(0); } // beyond every whole number a configuration may hold
    bool Double(double value)
    {
        LocatedJson node;
        node.type = LocatedJson::Type::Number;
        node.number = value;
        return add(std::move(node));
    }
    bool RawNumber(const char*, rapidjson::SizeType, bool) { return false; } // only with a flag we do not set
    bool String(const char* text, rapidjson::SizeType length, bool)
    {
        LocatedJson node;
        node.type = LocatedJson::Type::String;
        node.string = QString::fromUtf8(text, qsizetype(length));
        return add(std::move(node));
    }
    bool StartObject() { return open(LocatedJson::Type::Object); }
    bool Key(const char* text, rapidjson::SizeType length, bool)
    {
        m_open.back().members.push_back({QString::fromUtf8(text, qsizetype(length)), startOfToken(m_text, m_end), {}});
        m_end = qsizetype(m_stream.Tell());
        return true;
    }
    bool EndObject(rapidjson::SizeType) { return close(); }
    bool StartArray() { return open(LocatedJson::Type::Array); }
    bool EndArray(rapidjson::SizeType) { return close(); }

private:
    bool add(LocatedJson node)
    {
        node.offset = startOfToken(m_text, m_end);
        m_end = qsizetype(m_stream.Tell());
        attach(std::move(node));
        return true;
    }
    bool open(LocatedJson::Type type)
    {
        m_tooDeep = m_open.size() == deepest;
        if (m_tooDeep)
            return false;
        LocatedJson node;
        node.type = type;
        node.offset = startOfToken(m_text, m_end);
        m_end = node.offset + 1;
        m_open.push_back(std::move(node));
        return true;
    }
    bool close()
    {
        m_end = startOfToken(m_text, m_end) + 1;
        LocatedJson node = std::move(m_open.back());
        m_open.pop_back();
        attach(std::move(node));
        return true;
    }
    void attach(LocatedJson node)
    {
        if (m_open.empty())
            m_root = std::move(node);
        else if (m_open.back().type == LocatedJson::Type::Array)
            m_open.back().elements.push_back(std::move(node));
        else
            m_open.back().members.back().value = std::move(node);
    }

    std::vector<LocatedJson> m_open;
    LocatedJson m_root;
    const QByteArray& m_text;
    const TextStream& m_stream;
    qsizetype m_end = 0; //!< of the last token
    bool m_tooDeep = false;
};

QString translated(const char* text)
{
    return QCoreApplication::translate("LocatedJson", text);
}

//! What is wrong at a place where RapidJSON stopped, \a found being the byte there.
QString wordsFor(rapidjson::ParseErrorCode code, char found)
{
    switch (code) {
    case rapidjson::kParseErrorDocumentEmpty:
        return translated("The file is empty.");
    case rapidjson::kParseErrorDocumentRootNotSingular:
        return translated("The JSON value ends before this; nothing may follow it.");
    case rapidjson::kParseErrorObjectMissName:
        return translated(
            "A key in double quotes must stand here. After the last value of an object there is no comma.");
    case rapidjson::kParseErrorObjectMissColon:
        return translated("A colon is missing between the key and its value.");
    case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket:
        return translated("A comma is missing here, or the } that ends the object.");
    case rapidjson::kParseErrorArrayMissCommaOrSquareBracket:
        return translated("A comma is missing here, or the ] that ends the list.");
    case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex:
        return translated("Four hexadecimal digits must follow \\u.");
    case rapidjson::kParseErrorStringUnicodeSurrogateInvalid:
        return translated("This \\u escape is half of a character; the other half must follow it.");
    case rapidjson::kParseErrorStringMissQuotationMark:
        return translated("The text is not closed: a double quote is missing.");
    case rapidjson::kParseErrorStringEscapeInvalid:
    case rapidjson::kParseErrorStringInvalidEncoding:
        if (uchar(found) < 0x20)
            return translated("The text is not closed on its line: a double quote is missing. A line end or tab within "
                              "a text is written \\n or \\t.");
        return code == rapidjson::kParseErrorStringEscapeInvalid
                 ? translated("This is no escape of JSON's. A backslash itself is written \\\\.")
                 : translated("This is not valid UTF-8. Save the file as UTF-8.");
    case rapidjson::kParseErrorNumberTooBig:
    case rapidjson::kParseErrorNumberMissFraction:
    case rapidjson::kParseErrorNumberMissExponent:
        return translated("This is no number that can be read.");
    default:
        return translated("A value must stand here: a text in double quotes, a number, true, false, null, a list or an "
                          "object. After the last value of a list there is no comma.");
    }
}

} // namespace

const LocatedJson* LocatedJson::find(const QString& key) const
{
    for (auto member = members.rbegin(); member != members.rend(); ++member) {
        if (member->key == key)
            return &member->value;
    }
    return nullptr;
}

Result<LocatedJson, LocatedJsonError> parseLocatedJson(const QByteArray& text)
{
    const qsizetype nul = text.indexOf('\0');
    if (nul >= 0)
        return unexpected(LocatedJsonError{nul, translated("The text holds a zero byte.")});
    TextStream stream(text);
    TreeBuilder builder(text, stream);
    rapidjson::Reader reader;
    const rapidjson::ParseResult result = reader.Parse<parseFlags>(stream, builder);
    if (builder.isTooDeep())
        return unexpected(LocatedJsonError{qsizetype(result.Offset()), translated("The values are nested too deep.")});
    if (result.IsError()) {
        const qsizetype offset = qMin(qsizetype(result.Offset()), text.size());
        if (stream.isEndSeen() && result.Code() != rapidjson::kParseErrorDocumentEmpty)
            return unexpected(LocatedJsonError{
                text.size(),
                translated("The file ends too early: the JSON in it is not whole. It may have been cut off "
                           "while it was copied or saved.")});
        return unexpected(
            LocatedJsonError{offset, wordsFor(result.Code(), offset < text.size() ? text.at(offset) : ' ')});
    }
    return builder.takeRoot();
}

TextPosition textPosition(const QByteArray& text, qsizetype offset)
{
    // A byte order mark is no character of the text.
    const qsizetype mark = text.startsWith("\xef\xbb\xbf") ? 3 : 0;
    const QByteArrayView before = QByteArrayView(text).first(qBound(mark, offset, text.size())).sliced(mark);
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    const QString line = QString::fromUtf8(before.sliced(lineStart));
    TextPosition position;
    position.line = 1 + int(before.count('\n'));
    position.column = 1 + int(line.toUcs4().size());
    return position;
}

} // namespace parlance
