// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/CommandTable.h"

#include "commands/AskCommand.h"
#include "commands/CheckCommand.h"
#include "commands/EvaluateCommand.h"
#include "commands/ProvisionCommand.h"
#include "commands/RunCommand.h"
#include "commands/SampleCommand.h"
#include "commands/SchemaCommand.h"
#include "commands/TeamsCommand.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CommandTable)
};

template <typename T>
std::unique_ptr<ConsoleCommand> make(const CommandContext& context)
{
    return std::make_unique<T>(context);
}

QList<OptionSpec> commonOptions()
{
    return {
        {u"config"_s,
         {},
         u"DIR"_s,
         Words::tr("Read teams.json and the settings from DIR, as PARLANCE_CONFIG_DIR does for every call.")},
        {u"help"_s, u"h"_s, {}, Words::tr("Print this text.")},
        {u"version"_s, {}, {}, Words::tr("Print the version.")},
    };
}

QList<OptionSpec> signInOptions()
{
    return QList<OptionSpec>{
               {u"team"_s, {}, u"TEAM"_s, Words::tr("Sign in as this team; `parlance-cli teams` lists them.")},
               {u"connect"_s,
                {},
                u"CONNINFO"_s,
                Words::tr("Sign in with a libpq URI or keyword string instead of a team. It holds no password.")},
               {u"password-stdin"_s,
                {},
                {},
                Words::tr("Read the password from the first line of standard input. Else it is PARLANCE_PASSWORD; a "
                          "team of the sample workspace needs none given.")},
           } +
           commonOptions();
}

OptionSpec formatOption(const QString& formats)
{
    return {u"format"_s, {}, u"FORMAT"_s, formats};
}

OptionSpec sqlOption()
{
    return {u"command"_s, u"c"_s, u"SQL"_s, Words::tr("The SQL itself, instead of a file or - (standard input).")};
}

OptionSpec outputOption(const QString& what)
{
    return {u"output"_s, u"o"_s, u"FILE"_s,
            Words::tr("Write %1 to FILE (- is standard output). A file is replaced only when the new one is whole; a "
                      "device or a pipe is "
                      "written in place.")
                .arg(what)};
}

CommandSpec teamsSpec()
{
    CommandSpec spec;
    spec.name = u"teams"_s;
    spec.summary = Words::tr("List the teams");
    spec.synopsis = u"teams [--format text|json]"_s;
    spec.description =
        Words::tr("Prints a line a team: id, name and database, with tabs between. Without any configured "
                  "team these are the three of the sample workspace.");
    spec.options = QList<OptionSpec>{formatOption(Words::tr("text (the default) or json."))} + commonOptions();
    spec.examples = {u"parlance-cli teams"_s};
    spec.make = make<TeamsCommand>;
    return spec;
}

CommandSpec schemaSpec()
{
    CommandSpec spec;
    spec.name = u"schema"_s;
    spec.summary = Words::tr("Print the tables, columns, keys and descriptions that a team sees");
    spec.synopsis = u"schema --team TEAM [--format text|json]"_s;
    spec.description = Words::tr(
        "Reads the database's catalog and prints it. System schemas are left out; partitions are counted under "
        "their table. Row counts are the server's estimates.");
    spec.options = QList<OptionSpec>{formatOption(Words::tr("text (the default) or json."))} + signInOptions();
    spec.examples = {u"parlance-cli schema --team sales"_s, u"parlance-cli schema --team sales --format json"_s};
    spec.make = make<SchemaCommand>;
    return spec;
}

CommandSpec askSpec()
{
    CommandSpec spec;
    spec.name = u"ask"_s;
    spec.summary = Words::tr("Ask a question in plain English; Claude writes the SQL");
    spec.synopsis = u"ask --team TEAM \"QUESTION\" [--run] [--format FORMAT] [-o FILE] [--show-request]"_s;
    spec.description = Words::tr(
        "Sends the question and the structure of the database (never a row) to Claude and prints the SQL that "
        "comes back. Calling this is the consent; what goes where is said on standard error. With --run the "
        "SQL is checked and run, and standard output holds its rows alone. When Claude asks back or cannot "
        "answer, that is said and the status is 1.\n\n"
        "The API key comes from ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN, the key command of teams.json, or "
        "the keychain.");
    spec.options =
        QList<OptionSpec>{
            {u"run"_s, {}, {}, Words::tr("Run the SQL and print its rows; the SQL goes to standard error.")},
            formatOption(Words::tr("Of the answer: text (the SQL, the default) or json (the answer with "
                                   "model, usage and findings). With --run, of the rows, as for "
                                   "`run`: table (the default), csv, csv-excel, xlsx, json, ndjson, "
                                   "markdown, html or sql.")),
            outputOption(Words::tr("what would go to standard output")),
            {u"show-request"_s, {}, {}, Words::tr("Print the exact request and send nothing. Needs no key.")},
        } +
        signInOptions();
    spec.examples = {
        u"parlance-cli ask --team sales \"which 10 customers bought most last quarter?\""_s,
        u"parlance-cli ask --team sales \"orders per month this year\" --run --format csv -o orders.csv"_s};
    spec.minimumArguments = spec.maximumArguments = 1;
    spec.make = make<AskCommand>;
    return spec;
}

CommandSpec runSpec()
{
    CommandSpec spec;
    spec.name = u"run"_s;
    spec.summary = Words::tr("Run SQL and print its rows");
    spec.synopsis = u"run --team TEAM (-c SQL | FILE | -) [--format FORMAT] [-o FILE]"_s;
    spec.description = Words::tr(
        "Runs queries: SELECT, WITH, VALUES, TABLE, SHOW, and EXPLAIN of one of them. Whatever does more than "
        "read is refused with the reason, and each query runs in a read-only transaction of its own.\n\n"
        "Several statements are all judged before the first one runs, then run in order up to the first error. "
        "Every format but table and markdown, and the option -o, take exactly one. The team's policy caps the rows of "
        "a table and says so; the other formats stream all rows.");
    spec.options =
        QList<OptionSpec>{
            sqlOption(),
            formatOption(Words::tr("table (the default), csv (as COPY writes it), csv-excel (with the decimals and the "
                                   "separator of this computer's language, and an apostrophe before text that a "
                                   "spreadsheet would take for a formula), xlsx (an Excel workbook; needs -o), json "
                                   "(an array of objects), ndjson (an object a line), markdown, html or sql (INSERT "
                                   "statements).")),
            outputOption(Words::tr("the rows")),
        } +
        signInOptions();
    spec.examples = {u"parlance-cli run --team sales -c \"select count(*) from orders\""_s,
                     u"parlance-cli run --team sales report.sql --format csv -o report.csv"_s,
                     u"parlance-cli run --connect \"host=db.example.com dbname=shop user=me\" - < report.sql"_s};
    spec.maximumArguments = 1;
    spec.make = make<RunCommand>;
    return spec;
}

CommandSpec checkSpec()
{
    CommandSpec spec;
    spec.name = u"check"_s;
    spec.summary = Words::tr("Say what SQL is made of and whether it only reads; run nothing");
    spec.synopsis = u"check [--team TEAM] (-c SQL | FILE | -) [--question TEXT] [--format text|json]"_s;
    spec.description = Words::tr(
        "Splits the text into statements by PostgreSQL's own grammar and says of each its kind, whether it "
        "only reads, and why it would be refused. With --team or --connect names, compared values, joins and sums are "
        "checked against the catalog too, and the server is asked to plan each query (EXPLAIN). The status is 0 "
        "whenever the text could "
        "be judged, whatever was found.");
    spec.options =
        QList<OptionSpec>{sqlOption(),
                          formatOption(Words::tr("text (the default) or json, a record a statement.")),
                          {u"question"_s,
                           {},
                           u"TEXT"_s,
                           Words::tr("The question that the SQL answers: what it asks for and the SQL leaves out is "
                                     "said too.")}} +
        signInOptions();
    spec.examples = {u"parlance-cli check -c \"delete from orders\""_s,
                     u"parlance-cli check --team sales report.sql --format json"_s};
    spec.maximumArguments = 1;
    spec.make = make<CheckCommand>;
    return spec;
}

CommandSpec evaluateSpec()
{
    CommandSpec spec;
    spec.name = u"evaluate"_s;
    spec.summary = Words::tr("Judge questions whose right query is known");
    spec.synopsis =
        u"evaluate --team TEAM (QUESTIONS.jsonl | --verified) [--schema-only] [--model NAME] [--parallel N] [--resume "
        "FILE] [--format text|json]"_s;
    spec.description = Words::tr(
        "Reads a JSON object a line: {\"id\", \"question\", \"sql\"}. Each question goes to Claude as `ask` sends it; "
        "then the query of the file and Claude's both run, read-only, and their rows are compared: in order where the "
        "query of the file orders them, numbers as numbers, the names of the columns not at all.\n\n"
        "With --schema-only nothing is sent and nothing runs: it says for each question whether the part of the schema "
        "that would be sent holds all tables and columns which the query reads.\n\n"
        "--verified takes the questions that the team has verified instead of a file: so a team sees how another model "
        "does on its own questions before it changes to it. None of them is an example for itself.");
    spec.options =
        QList<OptionSpec>{
            {u"schema-only"_s, {}, {}, Words::tr("Judge the choice of tables alone; needs no key.")},
            {u"verified"_s, {}, {}, Words::tr("Take the team's verified questions instead of a file.")},
            {u"model"_s, {}, u"NAME"_s, Words::tr("Ask this model instead of those that are set: to try a new one.")},
            {u"parallel"_s,
             {},
             u"N"_s,
             Words::tr("So many questions at a time, at most one less than maximumConnections of the "
                       "team's policy (default 1).")},
            {u"resume"_s,
             {},
             u"FILE"_s,
             Words::tr("Keep what is done in FILE, and leave out what is done there already: after "
                       "Ctrl+C the same call goes on.")},
            formatOption(Words::tr("text (the default) or json."))} +
        signInOptions();
    spec.examples = {u"parlance-cli evaluate --team sales questions.jsonl --schema-only"_s,
                     u"parlance-cli evaluate --team sales --verified"_s};
    spec.maximumArguments = 1;
    spec.make = make<EvaluateCommand>;
    return spec;
}

CommandSpec provisionSpec()
{
    CommandSpec spec;
    spec.name = u"provision"_s;
    spec.summary = Words::tr("Make the databases and roles of teams on a server of your own");
    spec.synopsis =
        u"provision --admin CONNINFO [--team TEAM,…] [--with-sample-data] [--rotate-password] [--password-stdin] "
        "[--dry-run] [--format text|json]"_s;
    spec.description = Words::tr(
        "Signs in as the server's administrator and makes for each team a database, a role that signs in and reads, a "
        "role that owns the tables and cannot sign in, grants, limits, and the schema `parlance` for what the team "
        "knows. What is there is kept, so it may be called again. All that happens inside a database is one "
        "transaction. The teams are those of teams.json; a team that does not stand there gets the database TEAM_db "
        "and the role TEAM.\n\n"
        "The ready teams.json goes to standard output, what was done to standard error. A new role's password is made "
        "and shown once. The server never sees a password, only what it needs to check one (SCRAM-SHA-256).");
    spec.options =
        QList<OptionSpec>{
            {u"admin"_s,
             {},
             u"CONNINFO"_s,
             Words::tr("The administrator's sign-in, a libpq URI or keyword string without password. The password is "
                       "PARLANCE_PASSWORD, or none is needed.")},
            {u"team"_s, {}, u"TEAM,…"_s, Words::tr("These teams alone, with commas between.")},
            {u"with-sample-data"_s,
             {},
             {},
             Words::tr("Fill the databases of sales, marketing and operations with the sample's tables, where they "
                       "hold none yet.")},
            {u"rotate-password"_s, {}, {}, Words::tr("Give the teams' roles new passwords, and do nothing else.")},
            {u"password-stdin"_s,
             {},
             {},
             Words::tr("Read the new passwords from standard input, a line for each role that gets one, in the order "
                       "of the teams.")},
            {u"dry-run"_s, {}, {}, Words::tr("Print the SQL as a script for psql and do nothing.")},
            {u"print-knowledge-sql"_s,
             {},
             {},
             Words::tr("Print the script that makes the schema `parlance` in a database, and do nothing.")},
            formatOption(Words::tr("text (the default) or json (with generated passwords in it).")),
        } +
        commonOptions();
    spec.examples = {
        u"parlance-cli provision --admin \"host=db.example.com user=postgres sslmode=verify-full\" --team sales > teams.json"_s,
        u"parlance-cli provision --admin \"host=db.example.com user=postgres\" --team sales --rotate-password"_s};
    spec.make = make<ProvisionCommand>;
    return spec;
}

CommandSpec sampleSpec()
{
    CommandSpec spec;
    spec.name = u"sample"_s;
    spec.summary = Words::tr("Start, stop, look at or rebuild the private sample server");
    spec.synopsis = u"sample start|stop|status|reset [--format text|json]"_s;
    spec.description =
        Words::tr("The sample workspace stands on a PostgreSQL server of its own in Parlance's data folder. Programs "
                  "start it when they need it, and the last one stops it. `start` keeps it up until `stop`; `status` "
                  "starts nothing; `reset` removes it and makes it anew.");
    spec.options = QList<OptionSpec>{formatOption(Words::tr("text (the default) or json."))} + commonOptions();
    spec.examples = {u"parlance-cli sample start"_s, u"parlance-cli sample status --format json"_s};
    spec.minimumArguments = spec.maximumArguments = 1;
    spec.make = make<SampleCommand>;
    return spec;
}

//! \a text broken at 78 columns, each line behind \a indent blanks.
QString wrapped(const QString& text, qsizetype indent)
{
    const QString margin(indent, u' ');
    QString out;
    for (const QString& paragraph : text.split(u'\n')) {
        QString line;
        for (const QString& word : paragraph.split(u' ')) {
            if (!line.isEmpty() && indent + line.size() + 1 + word.size() > 78) {
                out += margin + line + u'\n';
                line.clear();
            }
            line += (line.isEmpty() ? QString() : u" "_s) + word;
        }
        out += line.isEmpty() ? u"\n"_s : margin + line + u'\n';
    }
    return out;
}

QString optionHelp(const OptionSpec& option)
{
    const QString letter = option.shortName.isEmpty() ? QString() : u'-' + option.shortName + u", "_s;
    const QString value = option.valueName.isEmpty() ? QString() : u' ' + option.valueName;
    return u"  "_s + letter + u"--"_s + option.name + value + u'\n' + wrapped(option.help, 6);
}

} // namespace

QList<CommandSpec> commandTable()
{
    return {teamsSpec(), schemaSpec(),   askSpec(),       runSpec(),
            checkSpec(), evaluateSpec(), provisionSpec(), sampleSpec()};
}

QString programHelp()
{
    QString text = Words::tr("Usage: parlance-cli VERB [OPTIONS]") + u"\n\n"_s;
    text += wrapped(
        Words::tr("Ask a team's PostgreSQL database in plain English, or in SQL. What you ask and run only reads."), 0);
    text += u'\n' + Words::tr("Verbs:") + u'\n';
    for (const CommandSpec& spec : commandTable())
        text += u"  "_s + spec.name.leftJustified(10) + spec.summary + u'\n';
    text += u'\n' + wrapped(Words::tr("parlance-cli VERB --help says more of each. Data goes to standard output, "
                                      "everything else to standard error."),
                            0);
    text += u'\n' + Words::tr("Exit status:") + u'\n';
    text += Words::tr("  0    done\n"
                      "  1    the database, Claude or Parlance said no\n"
                      "  2    wrong usage or configuration\n"
                      "  3    signing in to the database failed\n"
                      "  130  cancelled with Ctrl+C\n");
    text += u'\n' + Words::tr("Environment:") + u'\n';
    text += Words::tr("  PARLANCE_PASSWORD    the team's password\n"
                      "  PARLANCE_CONFIG_DIR  folder of teams.json and the settings\n"
                      "  PARLANCE_DATA_DIR    folder of the sample server\n"
                      "  ANTHROPIC_API_KEY, ANTHROPIC_AUTH_TOKEN, ANTHROPIC_BASE_URL\n"
                      "                       how Claude is reached\n");
    return text;
}

QString commandHelp(const CommandSpec& spec)
{
    QString text = Words::tr("Usage: parlance-cli %1").arg(spec.synopsis) + u"\n\n"_s;
    text += wrapped(spec.description, 0) + u'\n' + Words::tr("Options:") + u'\n';
    for (const OptionSpec& option : spec.options)
        text += optionHelp(option);
    text += u'\n' + (spec.examples.size() == 1 ? Words::tr("Example:") : Words::tr("Examples:")) + u'\n';
    for (const QString& example : spec.examples)
        text += u"  "_s + example + u'\n';
    return text;
}

} // namespace parlance
