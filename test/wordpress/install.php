<?php
/**
 * Installs WordPress in the database of wp-config.php, activates the plugin, and adds a user of each role, whose password
 * is the name of the role. Prints the application passwords, with which these users call the REST API, as JSON.
 */

define( 'WP_INSTALLING', true );
require getcwd() . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';

wp_install( 'A partner site', 'administrator', 'administrator@example.org', false, '', 'administrator' );
$error = activate_plugin( 'action-widgets/action-widgets.php' );
if ( is_wp_error( $error ) ) {
	exit( $error->get_error_message() );
}
$passwords = array();
foreach ( array( 'administrator', 'editor', 'author', 'contributor' ) as $role ) {
	$user = get_user_by( 'login', $role );
	$id   = $user ? $user->ID : wp_insert_user( array( 'user_login' => $role, 'user_pass' => $role, 'user_email' => "$role@example.org", 'role' => $role ) );
	list( $passwords[ $role ] ) = WP_Application_Passwords::create_new_application_password( $id, array( 'name' => 'tests' ) );
}
echo wp_json_encode( $passwords );
