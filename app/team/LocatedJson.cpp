// SPDX-License-Identifier: GPL-3.0-or-later
#include "team/LocatedJson.h"

#include <QCoreApplication>

#include <optional>
#include <rapidjson/error/en.h>
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
    char Peek() const { return m_offset < m_text.size() ? m_text.at(m_offset) : '\0'; }
    char Take()
    {
        const char c = Peek();
        ++m_offset;
        return c;
    }
    std::size_t Tell() const { return std::size_t(m_offset); }
    // For reading in place only, which is not done here.
    char* PutBegin() { return nullptr; }
    void Put(char) {}
    void Flush() {}
    std::size_t PutEnd(char*) { return 0; }

private:
    const QByteArray& m_text;
    qsizetype m_offset;
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
        return add(std::move(node));
    }
    bool Uint64(std::uint64_t) { return Double(0); } // beyond every whole number a configuration may hold
    bool Double(double)
    {
        LocatedJson node;
        node.type = LocatedJson::Type::Number;
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
    if (result.IsError())
        return unexpected(LocatedJsonError{qsizetype(result.Offset()),
                                           QString::fromLatin1(rapidjson::GetParseError_En(result.Code()))});
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
