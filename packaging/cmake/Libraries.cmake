# SPDX-License-Identifier: GPL-3.0-or-later
find_package(Qt6 6.4 REQUIRED COMPONENTS Core Concurrent Network Sql Gui Widgets Svg PrintSupport Test)
find_package(PostgreSQL REQUIRED)          # the same libpq that Qt's QPSQL plugin loads
find_package(Qt6Keychain REQUIRED)
find_package(Threads REQUIRED)

function(parlance_find name header library)
  find_path(${name}_INCLUDE_DIR ${header})
  if(NOT ${name}_INCLUDE_DIR)
    message(FATAL_ERROR "Parlance needs ${name}: ${header} was not found. packaging/try.sh installs it on Debian.")
  endif()
  add_library(parlance_${name} INTERFACE)
  target_include_directories(parlance_${name} SYSTEM INTERFACE ${${name}_INCLUDE_DIR})
  if(library)
    find_library(${name}_LIBRARY NAMES ${library})
    if(NOT ${name}_LIBRARY)
      message(FATAL_ERROR "Parlance needs ${name}: the library ${library} was not found. packaging/try.sh installs it on Debian.")
    endif()
    target_link_libraries(parlance_${name} INTERFACE ${${name}_LIBRARY})
  endif()
endfunction()

parlance_find(pg_query pg_query.h pg_query)
parlance_find(tl_expected tl/expected.hpp "")
parlance_find(rapidjson rapidjson/document.h "")
parlance_find(gmp gmp.h gmp)               # exact sums of decimals of any size
parlance_find(xlsxwriter xlsxwriter.h xlsxwriter)
find_package(ZLIB REQUIRED)                # what a workbook is packed with: it is looked through when it is whole

find_path(QSCINTILLA_INCLUDE_DIR Qsci/qsciscintilla.h HINTS ${Qt6Core_INCLUDE_DIRS} PATH_SUFFIXES qt6)
find_library(QSCINTILLA_LIBRARY NAMES qscintilla2_qt6 REQUIRED)
add_library(parlance_qscintilla INTERFACE)
target_include_directories(parlance_qscintilla SYSTEM INTERFACE ${QSCINTILLA_INCLUDE_DIR})
target_link_libraries(parlance_qscintilla INTERFACE ${QSCINTILLA_LIBRARY} Qt6::Widgets Qt6::PrintSupport)
