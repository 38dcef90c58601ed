# SPDX-License-Identifier: GPL-3.0-or-later
# What a desktop expects beside the programs (menu entry, icons, AppStream metadata), and the Debian package.
set(PARLANCE_APP_ID org.parlance.Parlance)
set(PARLANCE_RELEASE_DATE 2026-11-22)
set(PARLANCE_ICON ${CMAKE_SOURCE_DIR}/resources/parlance.svg)

add_executable(parlance_render_icon packaging/linux/RenderIcon.cpp)
target_link_libraries(parlance_render_icon PRIVATE parlance_build Qt6::Gui Qt6::Svg)

set(sizes 16 24 32 48 64 128 256 512)
set(icon_folder ${CMAKE_BINARY_DIR}/icons)
file(MAKE_DIRECTORY ${icon_folder})
list(TRANSFORM sizes REPLACE "(.+)" "${icon_folder}/${PARLANCE_APP_ID}-\\1.png" OUTPUT_VARIABLE icons)
add_custom_command(OUTPUT ${icons}
  COMMAND ${CMAKE_COMMAND} -E env QT_QPA_PLATFORM=offscreen
          $<TARGET_FILE:parlance_render_icon> ${PARLANCE_ICON} ${icon_folder}/${PARLANCE_APP_ID}-%1.png ${sizes}
  DEPENDS ${PARLANCE_ICON} parlance_render_icon
  COMMENT "Drawing the icon" VERBATIM)
add_custom_target(parlance_icons ALL DEPENDS ${icons})

foreach(size IN LISTS sizes)
  install(FILES ${icon_folder}/${PARLANCE_APP_ID}-${size}.png RENAME ${PARLANCE_APP_ID}.png
    DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/${size}x${size}/apps)
endforeach()
install(FILES ${PARLANCE_ICON} RENAME ${PARLANCE_APP_ID}.svg
  DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)

configure_file(packaging/linux/${PARLANCE_APP_ID}.metainfo.xml.in ${CMAKE_BINARY_DIR}/${PARLANCE_APP_ID}.metainfo.xml @ONLY)
install(FILES packaging/linux/${PARLANCE_APP_ID}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${CMAKE_BINARY_DIR}/${PARLANCE_APP_ID}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES packaging/linux/copyright README.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/parlance)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME parlance)
set(CPACK_PACKAGE_VENDOR "The Parlance maintainers")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DESCRIPTION
  "Sign in as a team, ask a question, watch Claude write the SQL, check it, run it\nand read the answer. Also a fast SQL client, and parlance-cli for the console.")
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/package)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "The Parlance maintainers <maintainers@localhost>")
set(CPACK_DEBIAN_PACKAGE_SECTION database)
# dpkg-shlibdeps sees what the programs link; what Qt loads by name while running it cannot see.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libqt6sql6-psql, libqt6sql6-sqlite, libqt6svg6")
# The server binaries are for the sample workspace; the rest is comfort of the desktop.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "postgresql (>= 13), ca-certificates, fonts-dejavu-core, qt6-qpa-plugins, qt6-wayland")
include(CPack)
